"""Every rule explains itself, finds its made-up case, and leaves what is near it alone."""

from __future__ import annotations

import json
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from imbang.progress import silently
from imbang.publishing.figures import building
from imbang.publishing.figures.material import gather
from imbang.questions import rules
from imbang.reference import regions
from imbang.settings.settings import bearing_on_figures
from imbang.store.deliveries import Store
from imbang.store.workspace import Workspace
from imbang.texts import language, use_language
from imbang.wording.findings import sentence

from ..conftest import draft
from .check_cases import CASES, Case, Office, Sent

MONTH = 12 * 2024 + 11
RULES = sorted(rules.rules())
Finding = tuple[str, dict[str, Any]]


def offices() -> dict[str, Office]:
    """A province for each rule: its first regency."""
    provinces = [code for code in regions.load().names if len(code) == 2]
    return {
        rule: Office(f"{province}.01")
        for rule, province in zip(RULES, provinces, strict=False)
    }


def build(folder: Path, sent: dict[str, list[tuple[str, Sent, list[Any]]]]) -> Any:
    """Findings by rule as they stand in December, from what each case sends."""
    store = Store(folder)
    for deliveries in sent.values():
        for office, (dataset, period, rows), warnings in deliveries:
            store.record(
                [draft(dataset, office, period, rows)],
                by="tester",
                received_on=date(2025, 1, 10),
                warnings=warnings,
            )
    found: dict[str, list[Finding]] = {rule: [] for rule in RULES}
    with duckdb.connect() as work:
        settings = bearing_on_figures(Workspace(folder))
        building.build(work, gather(store, store.counted(), settings), silently)
        rows = work.execute(
            "select rule, code, detail from results.findings inner join reference.regions "
            "using (region_id) where from_month <= $1 and $1 < to_month order by all",
            [MONTH],
        ).fetchall()
        twice = work.execute(
            "select * from results.findings as a inner join results.findings as b using "
            "(finding_id) where a.rowid < b.rowid and a.from_month < b.to_month and "
            "b.from_month < a.to_month"
        ).fetchall()
    assert not twice
    for rule, region, detail in rows:
        found[rule].append((region, json.loads(detail)))
    return found


def deliveries(case: Case, office: Office, sent: Any, warnings: Any) -> list[Any]:
    own = [(office.code, one, warnings) for one in sent]
    return own + [(office.beside(), one, []) for one in case.beside]


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    return {rule: CASES[rule](office) for rule, office in offices().items()}


@pytest.fixture(scope="module")
def found(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Any:
    sent = {
        rule: deliveries(cases[rule], office, cases[rule].sent, cases[rule].warnings)
        for rule, office in offices().items()
    }
    return build(tmp_path_factory.mktemp("offending"), sent)


@pytest.fixture(scope="module")
def found_near(cases: dict[str, Case], tmp_path_factory: pytest.TempPathFactory) -> Any:
    sent = {
        rule: deliveries(cases[rule], office, cases[rule].near, [])
        for rule, office in offices().items()
    }
    return build(tmp_path_factory.mktemp("near"), sent)


@pytest.fixture(params=["id", "en"])
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    before = language()
    yield use_language(request.param)
    use_language(before)


def test_there_is_a_case_for_every_rule() -> None:
    assert sorted(CASES) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_case_and_nothing_else(
    rule: str, found: Any, cases: dict[str, Case]
) -> None:
    expected = [(region, dict(values)) for region, values in cases[rule].found]
    assert found[rule] == sorted(expected, key=lambda one: one[0])


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_leaves_alone_what_is_near(rule: str, found_near: Any) -> None:
    assert found_near[rule] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_what_it_found(rule: str, found: Any, spoken: str) -> None:
    for _region, detail in found[rule]:
        told = sentence(rule, detail)
        assert "{" not in told
        assert "None" not in told


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_explains_itself(rule: str, found: Any) -> None:
    texts = rules.rules()[rule].texts
    named = {code: _names(texts[f"detail_{code}"]) for code in ("id", "en")}
    assert named["id"] == named["en"]
    assert named["id"] <= found[rule][0][1].keys()
    for name, text in texts.items():
        assert text[-1].isalpha() == name.startswith("title"), (name, text)


def _names(template: str) -> set[str]:
    return {
        name for _text, name, _spec, _way in string.Formatter().parse(template) if name
    }


@pytest.mark.parametrize(
    "header",
    [
        "-- title_id: Judul",
        "-- severity: terrible",
    ],
)
def test_a_header_that_lacks_something_is_told(tmp_path: Path, header: str) -> None:
    [name] = RULES[:1]
    sound = rules.rules()[name].sql
    field = header.partition(":")[0]
    lines = [line for line in sound.splitlines() if not line.startswith(field)]
    broken = tmp_path / "broken.sql"
    extra = [header] if "terrible" in header else []
    broken.write_text("\n".join([*extra, *lines]), "utf-8")
    with pytest.raises(ValueError, match=str(broken)):
        rules.read_rule(broken)
