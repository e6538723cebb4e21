"""Every page and section of the sample, at four levels and in three months: the same words
stand with one number, verdicts with their limits, dates with their like, and maps,
legends and lists say the same of a region."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang.geometry.layers import LayerSet
from imbang.questions import asking
from imbang.questions.indicators import indicators
from tests.pages.conftest import reading
from tests.pages.numbers_read import component, drawn, elements, read
from tests.pages.test_pages import opened, words
from tests.pages.test_same_figures import MONTHS, REGIONS
from tests.pages.test_same_words import EACH, PAGES

# what a link opens beside the sections: levels, and indicators that go up and down
VIEWS = [
    *((page, {"tab": tab} if tab else {}) for page, tab in EACH),
    ("3_cakupan_psm", {"level": "regency"}),
    ("3_cakupan_psm", {"level": "district"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "course"}),
    ("5_indikator", {"indicator": "cases_with_psm_pct", "tab": "map"}),
    ("5_indikator", {"indicator": "ppks_per_1000_population", "tab": "course"}),
]
# words for one thing, as cards, lists, maps and charts have them
ALIKE = {
    "psm": "psm aktif",
    "psm aktif: #": "psm aktif",
    "psm kini": "psm aktif",
    "valid": "psm valid",
    "pmks (ppks), orang": "pmks",
    "pmks, orang": "pmks",
    "pmks: # orang": "pmks",
    "pmks: #": "pmks",
    "di luar jangkauan: # orang": "pmks di luar jangkauan",
    "di luar jangkauan, kini berlaku": "pmks di luar jangkauan",
    "kekurangan psm: #": "kekurangan psm",
    "psm yang diharapkan: #": "psm yang diharapkan",
    "# dari # pmks di luar jangkauan": "pmks di luar jangkauan",
    "# dari # pmks di luar jangkauan 1": "pmks",
}
# words that are of nothing until what stands around them is read
GENERIC = {
    # classes of a legend: the number is a limit, not a count
    r"(sampai|lebih dari|up to|more than) #",
    r"# (tempat|places?)",
    # how long a list is
    r"# (dari|of) # (baris|rows) ?1?",
}
TONES = ("clearly_short", "probably_short", "undecided", "enough", "ample")
FLOWS = re.compile(r"s\.d\. (\w{3}) (\d{4}) dibanding s\.d\. (\w{3}) (\d{4})")
SIDES = re.compile(r"sampai (\w+) (\d{4}), [\d.,]+ ?%? sampai (\w+) (\d{4})")
PARTS = re.compile(r"(?<![\d.,])([\d.]+) (?:dari|/) ([\d.]+)(?![\d.,]* ?%)")
SINCE = re.compile(r"sejak (\w{3}) (\d{4})", re.IGNORECASE)
LIMITS = re.compile(r"batas 95 ?%: (−?[\d.,]+)(?: ?%)?–([\d.,]+)", re.IGNORECASE)
LEGEND = re.compile(r'<li class="(\w+)">[^<]*<b>([\d.]+)</b>')
Link = Mapping[str, str]
Page = list[tuple[str, list[str]]]
Read = dict[tuple[str, str], dict[str, set[str]]]


@pytest.fixture(autouse=True)
def store(sample_store: Path) -> Iterator[Path]:
    yield from reading(sample_store)


@functools.cache
def pages(
    region: str, months: tuple[str, str], lang: str
) -> list[tuple[str, Link, Page]]:
    """All views of a region, each opened once for all tests."""
    as_of, compare = months
    link = {"region": region, "as_of": as_of, "compare": compare, "lang": lang}
    found = []
    for page, own in VIEWS:
        app = opened(PAGES[page], **link, **own)
        assert not app.exception, (page, own)
        found.append((page, own, elements(app)))
    return found


def named(page: str, own: Link) -> str:
    return " ".join([page, *own.values()])


@functools.cache
def codes(store: Path) -> dict[str, tuple[str, ...]]:
    """The regions of each layer of the sample's map, by where it is fetched."""
    [meta] = asking.ask(store, "map_layers", region="63")["meta"]
    layers = LayerSet.from_json(meta).layers.values()
    return {layer.address: layer.codes for layer in layers}


def gather(
    store: Path, regions: tuple[str, ...], months: tuple[str, str], lang: str
) -> Read:
    """Which numbers stand under which words, of which place, and on which pages."""
    found: Read = defaultdict(lambda: defaultdict(set))
    for region in regions:
        for page, own, parts in pages(region, months, lang):
            # legends of other levels and of an indicator count something else
            apart = own.get("level") or own.get("indicator")
            for kind, texts in parts:
                for told in read(kind, texts, region, codes(store)):
                    said, place = ALIKE.get(told.words, told.words), told.place
                    if apart and (place == region or place.startswith(f"{region} ")):
                        place = f"{apart}: {place}"
                    if page == "9_penempatan" and said not in ALIKE.values():
                        place = f"{place} by the plan of {region}"
                    found[place, said][told.number].add(named(page, own))
    return found


def contradictions(found: Read) -> Read:
    generic = re.compile("|".join(GENERIC))
    return {
        (place, said): dict(told)
        for (place, said), told in found.items()
        if len(told) > 1 and not generic.fullmatch(said)
    }


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
def test_the_same_words_stand_with_one_number(
    store: Path, months: tuple[str, str]
) -> None:
    found = gather(store, REGIONS, months, "id")
    assert contradictions(found) == {}
    # what is read is nearly all there is to be read, and on more than one page
    assert len(found) > 20_000
    seen = [place for told in found.values() for place in told.values()]
    assert sum(len(places) > 1 for places in seen) > 5000
    for said in ("pmks", "psm aktif", "pmks di luar jangkauan"):
        assert [region for region in REGIONS if (region, said) not in found] == []


def test_the_same_words_stand_with_one_number_in_english(store: Path) -> None:
    found = gather(store, REGIONS[:1], MONTHS[-1], "en")
    assert contradictions(found) == {}
    assert len(found) > 10_000


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
def test_verdicts_are_those_of_their_limits(
    store: Path, months: tuple[str, str]
) -> None:
    """Of every region of a list that prints them; those of 99.8 % by the question."""
    wrong: list[Any] = []
    seen = 0
    for region in REGIONS[:2]:
        for page, own, parts in pages(region, months, "id"):
            key = own.get("indicator", "")
            sign = -1 if key and indicators()[key].direction == "down" else 1
            for _kind, texts in parts:
                for table in component(texts, "rows"):
                    for row in judged(table):
                        seen += 1
                        if own and wrong_verdict(row, sign):
                            wrong.append((named(page, own), row))
    assert wrong == []
    assert seen > 30
    for level in ("regency", "district"):
        asked = {"region": "63", "level": level, "as_of": months[0]}
        rows = asking.ask(store, "coverage", **asked)
        assert list(clearly_wrong(rows)) == []
        assert rows["limit_low_998"].notna().any()


def judged(table: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Rows of a list with a verdict: figure, side and strength, and printed limits."""
    labels = [column["label"] for column in table["columns"]]
    for row in table["rows"]:
        cells = {
            label: {
                k: str(v).replace("\N{NO-BREAK SPACE}", " ") for k, v in cell.items()
            }
            for label, cell in zip(labels, row["cells"], strict=True)
        }
        for label in ("Putusan", "Penilaian"):
            if label not in cells or cells[label].get("tone") not in TONES:
                continue
            printed = LIMITS.search(cells[label].get("under", ""))
            column = "Batas 95 %"
            if printed is None and column in cells:
                printed = re.match(r"(−?[\d.,]+)–([\d.,]+)", cells[column]["text"])
            figure = cells["PSM" if label == "Putusan" else "Angka"]["text"]
            yield {
                "region": cells[labels[0]].get("region", cells[labels[0]]["text"]),
                "figure": figure,
                "tone": cells[label]["tone"],
                "low": printed[1] if printed else "",
                "high": printed[2] if printed else "",
            }


def value(text: str) -> float:
    return float(text.replace(".", "").replace(",", ".").replace("−", "-"))


def wrong_verdict(row: Mapping[str, str], sign: int = 1) -> bool:
    """Whether a verdict is on another side of its printed limits than its figure."""
    side = TONES.index(row["tone"]) - 2
    if not row["low"]:  # too few to be told apart, or not left to chance
        return False
    figure, low, high = (value(row[key]) for key in ("figure", "low", "high"))
    outside = sign * ((figure > high) - (figure < low))
    # what is written rounded may stand on its limit
    return outside != (side > 0) - (side < 0) and figure not in (low, high)


def clearly_wrong(rows: pd.DataFrame) -> Iterator[str]:
    """Rows of ``coverage`` that are not clear outside their 99.8 % limits, or inside."""
    for row in rows[rows["limit_low_998"].notna()].to_dict("records"):
        psm = row["psm_active"]
        is_clear = not row["limit_low_998"] <= psm <= row["limit_high_998"]
        is_out = not row["limit_low_95"] <= psm <= row["limit_high_95"]
        strength = "clear" if is_clear else "probable" if is_out else "none"
        told = row["verdict_strength"]
        if (told if isinstance(told, str) else "none") != strength:
            yield str(row["region_code"])


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
def test_maps_lists_and_legends_say_the_same(
    store: Path, months: tuple[str, str]
) -> None:
    """The class of each region on a map of judgements is its verdict in the list beside
    it, and legend and choices count them."""
    wrong: list[Any] = []
    seen = 0
    for region in REGIONS[:3]:
        for page, own, parts in pages(region, months, "id"):
            listed = {
                row["region"]: row["tone"]
                for _kind, texts in parts
                for table in component(texts, "rows")
                for row in judged(table)
            }
            for _kind, texts in parts:
                for told in component(texts, "figure"):
                    if '"zmax":4.5' not in told["figure"]:
                        continue
                    classes = {
                        code: "unknown" if step is None else TONES[step]
                        for code, step, _said in drawn(told, codes(store))
                    }
                    seen += len(classes)
                    wrong += [
                        (named(page, own), code, classes[code], listed[code])
                        for code in classes.keys() & listed.keys()
                        if classes[code] != listed[code]
                    ]
                    counts = counted(parts)
                    if counts and counts != Counter(classes.values()):
                        wrong.append((named(page, own), region, counts, classes))
    assert wrong == []
    assert seen > 100


def counted(parts: Page) -> Counter[str]:
    """How many regions a legend of judgements, or the choices that are one, counts."""
    marks = {"−−": TONES[0], "−": TONES[1], "≈": TONES[2], "+": TONES[3]}
    marks |= {"++": TONES[4], "?": "unknown"}
    found: Counter[str] = Counter()
    for kind, texts in parts:
        for text in texts:
            if kind == "html" and 'class="legend"' in text and TONES[0] in text:
                found.update({key: whole(n) for key, n in LEGEND.findall(text)})
            choice = re.fullmatch(r"(\S+) .+ · ([\d.]+)", text.replace("\u2060", ""))
            is_choice = kind == "button_group" and "Putusan" in texts
            if is_choice and choice and choice[1] in marks:
                found[marks[choice[1]]] += whole(choice[2])
    return +found


def whole(text: str) -> int:
    return int(text.replace(".", ""))


@pytest.mark.parametrize("level", ["district", "village"])
def test_choices_count_the_rows_that_they_leave(level: str) -> None:
    as_of, compare = MONTHS[-1]
    link = {"region": "63.05", "as_of": as_of, "compare": compare, "level": level}
    [page] = [page for name, page in PAGES.items() if name == "3_cakupan_psm"]
    app = opened(page, **link)
    seen = 0
    for group in app.get("button_group"):
        for option in group.proto.options:
            choice = re.fullmatch(r".+ · ([\d.]+)", option.content)
            if choice is None:
                continue
            seen += 1
            picked = opened(page, **link)
            picked.button_group(key=group.key).set_value([option.content]).run()
            rows = [
                len(table["rows"])
                for one in picked.get("bidi_component")
                for table in component([one.proto.json], "rows")
            ]
            n = whole(choice[1])
            assert rows == ([min(n, 50)] if n else [])
            assert n <= 50 or f"50 dari {n} baris" in words(picked)
    assert seen >= 4


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
@pytest.mark.parametrize("region", REGIONS)
def test_like_dates_are_compared(region: str, months: tuple[str, str]) -> None:
    wrong = []
    for page, own, parts in pages(region, months, "id"):
        if page[:2] in ("10", "11", "12", "13"):  # no figures of a month compared
            continue
        for _kind, texts in parts:
            for text in texts:
                if "<" in text and not text.startswith("{"):
                    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
                    plain = plain.replace("\N{NO-BREAK SPACE}", " ")
                    wrong += [
                        (named(page, own), one) for one in unlike(plain, months[1])
                    ]
    assert wrong == []


def unlike(text: str, compare: str) -> Iterator[str]:
    """Comparisons of unlike dates, and parts that are larger than their whole."""
    for told in (*FLOWS.finditer(text), *SIDES.finditer(text)):
        if told[1] != told[3] or told[2] == told[4]:
            yield told[0]
    for part, total in PARTS.findall(text):
        if int(part.replace(".", "") or 0) > int(total.replace(".", "") or 0):
            yield f"{part} / {total}"
    at = 3 * int(compare[5:])
    asked = ("JanFebMarAprMeiJunJulAguSepOktNovDes"[at - 3 : at], compare[:4])
    yield from (t[0] for t in SINCE.finditer(text) if t.groups() != asked)


@pytest.mark.parametrize(
    ("figure", "limits", "tone"),
    [
        ("42", ("95", "133"), "undecided"),
        ("100", ("95", "133"), "clearly_short"),
        ("140", ("95", "133"), "probably_short"),
        ("73,3", ("54,5", "65,3"), "undecided"),
    ],
)
def test_a_verdict_beyond_its_limits_is_seen(
    figure: str, limits: tuple[str, str], tone: str
) -> None:
    """A test that cannot fail proves nothing."""
    low, high = limits
    assert wrong_verdict({"figure": figure, "low": low, "high": high, "tone": tone})


@pytest.mark.parametrize(
    "text",
    [
        "+2 poin, s.d. Jun 2024 dibanding s.d. Des 2023",
        "45,5 % sampai Juni 2024, 44,9 % sampai Desember 2023",
        "1.400 dari 1.370 desa",
        "↑ 9 sejak Nov 2023",
    ],
)
def test_unlike_comparisons_are_seen(text: str) -> None:
    assert list(unlike(text, "2023-12"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            ("html", "<dl><dt>PSM aktif</dt><dd>882</dd></dl>"),
            ("title", "PSM aktif 814"),
        ),
        (
            (
                "html",
                "<dl><dt>PMKS di luar jangkauan, sedikitnya</dt><dd>94.740</dd></dl>",
            ),
            ("html", "<dl><dt>PMKS di luar jangkauan</dt><dd>94.740</dd></dl>"),
        ),
        (
            ("button_group", "✓ Proporsional · 576"),
            ("html", "<ul><li>✓ Proporsional <b>579</b></li></ul>"),
        ),
        (
            ("markdown", "Sejak Juni 2024, 45 % PMKS dilayani."),
            ("caption", "Sejak Juni 2024, 44 % PMKS dilayani."),
        ),
    ],
)
def test_two_numbers_under_the_same_words_are_seen(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    found: Read = defaultdict(lambda: defaultdict(set))
    for at, (kind, text) in enumerate((one, other)):
        for told in read(kind, [text], "63", {}):
            said = told.words.removesuffix(" #")
            found[told.place, said][told.number].add(str(at))
    assert len(contradictions(found)) == 1
