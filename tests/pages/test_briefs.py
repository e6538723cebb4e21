"""Briefs tell what `imbang query` answers, in both languages, at every level, and once."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from imbang.analysis.placement import scenarios
from imbang.analysis.placement.scenarios import Scenario
from imbang.app.page_files import list_pages
from imbang.briefs import arguments, making
from imbang.briefs.model import Asked, Brief, Table
from imbang.briefs.source import Snapshots, Source
from imbang.formats import exists
from imbang.questions import asking
from imbang.reference.levels import level_of
from imbang.refusals import Misuse, Refusal
from imbang.store.workspace import Workspace
from imbang.texts import use_language
from tests.pages.conftest import CITY
from tests.pages.languages import is_foreign
from tests.pages.test_pages import opened

REGIONS = ("ID", "63", "63.03", "63.71.01", "63.71.01.1001")
NOBODY = "64.71"  # a region of which nothing is known
AS_OF, COMPARE = "2024-12", "2023-12"
MAY_BE_LEFT_OUT = ("shortage", "decisions")
PAGES = {page.path.stem.partition("_")[2] for page in list_pages()}


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    use_language("id")


@pytest.fixture(scope="module")
def source(sample_store: Path) -> Source:
    """The sample, asked each question once for all."""
    return Snapshots(sample_store).source()


@pytest.fixture(scope="module")
def tiny(tiny_store: Path) -> Source:
    """The tiny store likewise."""
    return Snapshots(tiny_store).source()


@pytest.fixture(scope="module", params=["id", "en"])
def briefs(
    request: pytest.FixtureRequest, sample_store: Path, source: Source
) -> tuple[str, dict[str, Brief]]:
    """Briefs of the sample at each level, in one language."""
    use_language(request.param)
    found = {
        region: making.make(
            sample_store, Asked(region, AS_OF, COMPARE, lang=request.param), source
        )
        for region in (*REGIONS, NOBODY)
    }
    return request.param, found


def queried(store: Path, question: str, region: str, **more: object) -> pd.DataFrame:
    """What `imbang query` answers of the region itself."""
    level = level_of(region)
    return asking.ask(store, question, region=region, level=level, as_of=AS_OF, **more)


def expected(store: Path, region: str) -> dict[str, float | None]:
    """Each figure of a brief from the questions themselves, asked once more."""
    coverage = queried(store, "coverage", region).iloc[0]
    ladder = queried(store, "pillar_ladder", region, kind="psm").iloc[0]
    reach = queried(store, "training_reach", region).iloc[0]
    cases = queried(store, "case_handling", region).iloc[0]
    values = queried(store, "indicator_values", region)
    held = values["attainment_pct"].dropna()
    plain = {"region": region, "as_of": AS_OF}
    last = asking.ask(store, "growth", base=COMPARE, **plain).iloc[-1]
    findings = asking.ask(store, "findings", **plain)
    found = {
        key: coverage[key]
        for key in (
            "ppks_persons",
            "psm_active",
            "ratio_ppks_per_psm",
            "uncovered_persons",
            "villages_no_psm",
            "villages_unknown",
            "shortage",
        )
    }
    found |= {
        "psm_roles": ladder["roles"],
        "psm_persons": ladder["persons"],
        "psm_active_by_name": ladder["active"],
        "psm_valid": ladder["valid"],
        "ppks_index": last["ppks_index"] / 100 - 1,
        "psm_index": last["psm_index"] / 100 - 1,
        "targets_reached": (held >= 100).sum(),
        "indicators_known": values["value"].notna().sum(),
        "psm_ever_share": reach["ever_share"],
        "psm_never": reach["never"],
        "cases_without_psm": cases["without_psm"],
        "findings_open": (findings["state"] == "open").sum(),
    }
    lists = queried(store, "verification", region)
    for source, share in zip(lists["source"], lists["verified_share"], strict=True):
        found[f"{source}_verified_share"] = share
    return {k: float(v) if exists(v) else None for k, v in found.items()}


@pytest.mark.parametrize("region", REGIONS)
def test_every_figure_is_what_a_query_answers(
    briefs: tuple[str, dict[str, Brief]], sample_store: Path, region: str
) -> None:
    brief = briefs[1][region]
    answers = expected(sample_store, region)
    seen = 0
    for screen in brief.screens:
        for figure in screen.numbers:
            if figure.key in answers:
                assert figure.value == pytest.approx(answers[figure.key]), figure
                seen += 1
    assert seen >= 12


@pytest.mark.parametrize("region", [*REGIONS, NOBODY])
def test_one_message_a_screen_and_little_beside_it(
    briefs: tuple[str, dict[str, Brief]], region: str
) -> None:
    language, found = briefs
    screens = found[region].screens
    known = [key for key in making.screen_names() if key not in MAY_BE_LEFT_OUT]
    assert [one.key for one in screens if one.key not in MAY_BE_LEFT_OUT] == known
    for screen in screens:
        assert 10 <= len(screen.message) <= 140, screen.message
        assert len(screen.sentences) <= 3
        assert len(screen.numbers) <= 4
        assert len(screen.exhibits) <= 2
        assert screen.is_empty or screen.numbers or screen.exhibits, screen.key
        assert screen.page in PAGES
        for said in (screen.message, screen.name, *screen.sentences, *screen.notes):
            assert said
            assert not is_foreign(said, language), said


@pytest.mark.parametrize("region", [*REGIONS, NOBODY])
def test_the_same_words_have_one_number(
    briefs: tuple[str, dict[str, Brief]], region: str
) -> None:
    """Figures by their label, and cells by region and column, over all screens."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    keys: dict[str, set[float | None]] = defaultdict(set)
    for screen in briefs[1][region].screens:
        for figure in screen.numbers:
            told["", figure.label].add(figure.text)
            keys[figure.key].add(figure.value)
        for exhibit in screen.exhibits:
            columns = {c.label: c for c in exhibit.columns}
            if "region_code" not in exhibit.rows or "period" in exhibit.rows:
                continue
            for label in {"PMKS", "PSM", "Valid", "PSM aktif", "Active PSM"} & set(
                columns
            ):
                for row in exhibit.rows.to_dict("records"):
                    text = columns[label].write(row)["text"]
                    told[row["region_code"], label].add(text)
    assert {words: n for words, n in told.items() if len(n) > 1} == {}
    assert {key: n for key, n in keys.items() if len(n) > 1} == {}


def test_tables_hold_every_row_and_a_meeting_sees_the_first(
    briefs: tuple[str, dict[str, Brief]], sample_store: Path
) -> None:
    brief = briefs[1]["63"]
    listed = brief.screen("shortage")
    assert listed is not None
    [table] = listed.exhibits
    assert isinstance(table, Table)
    answer = asking.ask(
        sample_store, "coverage", region="63", level="regency", as_of=AS_OF
    )
    assert sorted(table.rows["region_code"]) == sorted(answer["region_code"])
    assert table.rows["uncovered_persons"].is_monotonic_decreasing
    assert len(table.seen_rows) == 8
    assert len(table.seen_columns) == len(table.brief_columns)


@pytest.mark.parametrize("region", [*REGIONS, NOBODY])
def test_everything_draws_and_every_cell_is_written(
    briefs: tuple[str, dict[str, Brief]], region: str
) -> None:
    use_language(briefs[0])
    for screen in briefs[1][region].screens:
        for exhibit in screen.exhibits:
            rows = exhibit.rows.head(40).to_dict("records")
            for column in exhibit.columns:
                assert all("text" in column.write(row) for row in rows)
            if not isinstance(exhibit, Table):
                assert exhibit.draw("light").data or region == NOBODY or rows


def test_regencies_share_what_they_can(tiny_store: Path) -> None:
    """A second regency asks of its own only, another language nothing at all."""
    asked = Snapshots(tiny_store)

    def count(region: str) -> int:
        before = asked.asked
        making.make(tiny_store, Asked(region, "2024-06", "2023-06"), asked.source())
        return asked.asked - before

    assert count(CITY) <= 40
    assert count("63.01") <= 30
    use_language("en")
    assert count(CITY) == 0


def test_by_hand(tiny_store: Path) -> None:
    """1,360 PMKS and 3 PSM: norm 453⅓; beyond reach 40 and 1,230 − 453⅓."""
    brief = making.of_store(tiny_store, Asked(CITY, "2024-06", "2023-06"))
    figures = {n.key: n.value for screen in brief.screens for n in screen.numbers}
    assert figures["ppks_persons"] == 1360
    assert figures["psm_active"] == 3
    assert figures["ratio_ppks_per_psm"] == pytest.approx(1360 / 3)
    assert figures["uncovered_persons"] == pytest.approx(40 + 1230 - 1360 / 3)
    assert figures["villages_no_psm"] == 2
    assert figures["shortage"] == 1 + 2
    assert figures["ppks_index"] == 0
    assert brief.snapshot.id
    assert dict(brief.filters)["Wilayah"] == "Kota Banjarmasin"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("region", ["ID", "63", "63.01", CITY, "63.71.01.1002", NOBODY])
def test_a_store_with_hardly_a_figure(
    tiny_store: Path, tiny: Source, language: str, region: str
) -> None:
    use_language(language)
    for compare in ("2023-06", None):
        asked = Asked(region, "2024-06", compare)
        brief = making.make(tiny_store, asked, tiny)
        assert all(screen.message for screen in brief.screens)
        assert any(screen.is_empty for screen in brief.screens)


@pytest.fixture(scope="module")
def planned(tiny_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny store with a scenario of two places."""
    store = tmp_path_factory.mktemp("planned") / "store"
    shutil.copytree(tiny_store, store)
    own = {"posts": "2"}
    for name, region in (("Dua", CITY), ("Lain", "63")):
        one = Scenario(name, region, "2024-06", "1360/3", "", own)
        scenarios.save(Workspace(store), one, by="tester")
    return store


def test_a_scenario_is_what_we_propose(planned: Path) -> None:
    """Both places go to the village with 1,230 PMKS; 40 are left without anybody."""
    brief = making.of_store(planned, Asked(CITY, "2024-06", None), keys=["proposal"])
    [screen] = brief.screens
    figures = {n.key: n.value for n in screen.numbers}
    assert figures["places_given"] == 2
    assert figures["ppks_reached"] == pytest.approx(1230 - 1360 / 3)
    assert figures["uncovered_after"] == pytest.approx(40)
    assert figures["without_after"] == 1
    assert "Dua" in screen.sentences[-1]
    [steps, *_map] = screen.exhibits
    assert steps.rows["region_code"].tolist() == ["63.71.01.1002"] * 2


def test_a_scenario_is_chosen_by_name(planned: Path) -> None:
    def proposed(name: str) -> str:
        asked = Asked(CITY, "2024-06", None, scenario=name)
        brief = making.of_store(planned, asked, keys=["proposal"])
        return brief.screens[0].message + " ".join(brief.screens[0].sentences)

    assert "Lain" in proposed("Lain")
    assert "Nihil" in proposed("Nihil")


def test_which_screens_in_which_order(tiny_store: Path, tiny: Source) -> None:
    keys = ["gaps", "none", "standing", "gaps"]
    brief = making.make(tiny_store, Asked(CITY, "2024-06"), tiny, keys=keys)
    assert [one.key for one in brief.screens] == ["gaps", "standing"]
    assert making.make(tiny_store, Asked(CITY, "2024-06"), tiny, keys=[]).screens == ()


def test_arguments_have_the_defaults_of_the_pages(tiny: Source) -> None:
    assert arguments.read(tiny) == Asked("63", "2024-06", "2023-06")
    assert arguments.read(tiny, compare="none", region="6371").compare is None
    assert arguments.read(tiny, region="6371").region == CITY


@pytest.mark.parametrize(
    "wrong",
    [
        lambda source: arguments.read(source, region="99"),
        lambda source: arguments.read(source, region="64"),
        lambda source: arguments.read(source, as_of="2030-01"),
        lambda source: arguments.read(source, as_of="tahun"),
        lambda source: arguments.read(source, compare="2024-06"),
        lambda source: arguments.read(source, norm="nol"),
        lambda source: arguments.read(source, kinds="apa"),
    ],
)
def test_arguments_without_meaning_are_refused(
    tiny: Source, wrong: Callable[[Source], Asked]
) -> None:
    with pytest.raises(Misuse):
        wrong(tiny)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("page", "key"),
    [
        ("1_ringkasan", "standing"),
        ("3_cakupan_psm", "shortage"),
        ("2_pilar_sosial", "people"),
        ("5_indikator", "chain"),
        ("10_mutu_data", "gaps"),
    ],
)
def test_a_page_says_the_same(
    served: Path, tiny: Source, language: str, page: str, key: str
) -> None:
    """The same link has the same message on its page and in a meeting."""
    found = next(one for one in list_pages() if one.path.stem == page)
    app = opened(found, lang=language, region=CITY)
    use_language(language)
    asked = replace(arguments.read(tiny, region=CITY), lang=language)
    screen = making.make_screen(served, asked, tiny, key)
    assert screen is not None
    assert [plain(one.value) for one in app.title] == [plain(screen.message)]


def plain(text: str) -> str:
    """A title as it is read, without what keeps it from being Markdown."""
    return text.replace("\u2060", "").replace("\\", "")


def test_an_empty_store_is_refused() -> None:
    with pytest.raises(Refusal):
        arguments.read(Source(lambda _question, **_given: pd.DataFrame()))


def test_growth_is_not_told_of_what_is_not_known_now(
    tiny_store: Path, tiny: Source
) -> None:
    """A region whose last month is blank has no message with a dash in it."""

    def blank(question: str, /, **given: object) -> pd.DataFrame:
        answer = tiny.ask(question, **given)
        if question != "growth":
            return answer
        now = answer.index == answer.index[-1]
        return answer.assign(
            ppks_index=answer["ppks_index"].mask(now),
            psm_index=answer["psm_index"].mask(now),
        )

    asked = Asked(CITY, "2024-06", "2023-06")
    screen = making.make_screen(tiny_store, asked, Source(blank), "growth")
    assert screen is not None
    assert screen.is_empty
    assert "–" not in screen.message
