"""What is told of a region by a class: on a map, in a list, in a legend, in choices. It is
one class, and that of the limits printed beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from imbang.questions import asking
from imbang.questions.indicators import indicators
from tests.pages.conftest import reading
from tests.pages.numbers_read import component, drawn
from tests.pages.test_pages import opened, words
from tests.pages.views import MONTHS, PAGES, REGIONS, Page, codes, named, pages

JUDGED = ("3_cakupan_psm", "5_indikator")
TONES = ("clearly_short", "probably_short", "undecided", "enough", "ample")
LIMITS = re.compile(r"batas 95 ?%: (−?[\d.,]+)(?: ?%)?–([\d.,]+)", re.IGNORECASE)
LEGEND = re.compile(r'<li class="(\w+)">[^<]*<b>([\d.]+)</b>')


@pytest.fixture(autouse=True)
def store(sample_store: Path) -> Iterator[Path]:
    yield from reading(sample_store)


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
def test_verdicts_are_those_of_their_limits(
    store: Path, months: tuple[str, str]
) -> None:
    """Of every region of a list that prints them; those of 99.8 % by the question."""
    wrong: list[Any] = []
    seen = 0
    for region in REGIONS[:2]:
        for page, own, parts in pages(region, months, "id", JUDGED):
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
        for page, own, parts in pages(region, months, "id", JUDGED):
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
                    counts.pop(
                        "older", None
                    )  # a mark over the colours, not one of them
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
