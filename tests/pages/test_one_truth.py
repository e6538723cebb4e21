"""Every page and section of the sample, at four levels and in three months: the same words
stand with one number, verdicts with the limits that are printed, dates with their like."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.message import Message

from tests.pages.conftest import reading
from tests.pages.figures_read import _Markup, same
from tests.pages.languages import _strings
from tests.pages.test_pages import opened
from tests.pages.test_same_figures import MONTHS, REGIONS
from tests.pages.test_same_words import EACH, PAGES

# a norm from workloads and a plan are other questions: their figures are of these
OTHER_NORM = ("norm", "plan", "effect", "next", "vacant")
# cards and facts, the same whichever page gives them
NAMED = (
    "pmks (ppks), orang",
    "psm aktif",
    "pmks per psm",
    "pmks di luar jangkauan",
    "kekurangan psm",
    "0 psm",
    "psm valid",
    "valid",
    "aktif tercatat nama",
    "gini",
)
# columns of lists of regions, the same whichever page has them
COLUMNS = (
    "PMKS",
    "PSM",
    "PSM aktif",
    "PMKS per PSM",
    "PMKS di luar jangkauan",
    "Aktif tercatat nama",
    "PSM valid",
    "Valid",
)
ALIKE = {"psm": "psm aktif", "valid": "psm valid", "0 psm": "belum punya psm"}
CLASSES = {
    "Jelas kurang": -1,
    "Kemungkinan kurang": -1,
    "Belum dapat dibedakan": 0,
    "Cukup": 1,
    "Lebih dari cukup": 1,
}
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?")
FLOWS = re.compile(r"s\.d\. (\w{3}) (\d{4}) dibanding s\.d\. (\w{3}) (\d{4})")
SIDES = re.compile(r"sampai (\w+) (\d{4}), [\d.,]+ ?%? sampai (\w+) (\d{4})")
PARTS = re.compile(r"(?<![\d.,])([\d.]+) (?:dari|/) ([\d.]+)(?![\d.,]* ?%)")
SINCE = re.compile(r"sejak (\w{3}) (\d{4})", re.IGNORECASE)
Read = dict[tuple[str, str], dict[str, set[str]]]


@pytest.fixture(autouse=True)
def _sample(sample_store: Path) -> Iterator[None]:
    yield from reading(sample_store)  # type: ignore[misc]


def number(text: str) -> str:
    """The number that a card or a cell begins with; empty without one."""
    found = NUMBER.match(re.sub(r"^[≥\s]+", "", text.split("/")[0]))
    return found[0] if found else ""


def contradictions(found: Read) -> Read:
    return {key: told for key, told in found.items() if len(told) > 1}


def read_table(data: dict[str, Any], at: str, found: Read) -> Iterator[str]:
    """Gathers cells by region and column; yields verdicts beyond their limits."""
    labels = [column["label"] for column in data["columns"]]
    for row in data["rows"]:
        cells = [
            cell["text"].replace("\N{NO-BREAK SPACE}", " ") for cell in row["cells"]
        ]
        named = dict(zip(labels, cells, strict=True))
        code = row["cells"][0].get("region")
        for label in COLUMNS:
            if code and label in named and (told := number(named[label])):
                word = ALIKE.get(label.casefold(), label.casefold())
                found[code, word][told].add(at)
        if "Putusan" in named and "Batas 95 %" in named:
            yield from wrong_verdict(named)


def wrong_verdict(named: dict[str, str]) -> Iterator[str]:
    side = CLASSES[named["Putusan"]]
    limits = re.fullmatch(r"([\d.]+)–([\d.]+)", named["Batas 95 %"])
    if limits is None:  # too few to be told apart
        if side:
            yield f"{named}"
        return
    psm, low, high = (
        int(n.replace(".", "")) for n in (named["PSM"], limits[1], limits[2])
    )
    if side != (psm > high) - (psm < low):
        yield f"{named}"


def unlike(text: str, compare: str) -> Iterator[str]:
    """Comparisons of unlike dates, and parts that are larger than their whole."""
    for told in (*FLOWS.finditer(text), *SIDES.finditer(text)):
        if told[1] != told[3] or told[2] == told[4]:
            yield told[0]
    for part, whole in PARTS.findall(text):
        if int(part.replace(".", "") or 0) > int(whole.replace(".", "") or 0):
            yield f"{part} / {whole}"
    months = [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Mei",
        "Jun",
        "Jul",
        "Agu",
        "Sep",
        "Okt",
        "Nov",
        "Des",
    ]
    asked = (months[int(compare[5:]) - 1], compare[:4])
    yield from (t[0] for t in SINCE.finditer(text) if t.groups() != asked)


@pytest.mark.parametrize("months", MONTHS, ids=lambda months: months[0])
@pytest.mark.parametrize("region", REGIONS)
def test_pages_do_not_contradict_one_another(
    region: str, months: tuple[str, str]
) -> None:
    as_of, compare = months
    found: Read = defaultdict(lambda: defaultdict(set))
    wrong: list[tuple[str, str]] = []
    for page, tab in EACH:
        link = {"region": region, "as_of": as_of, "compare": compare}
        app = opened(PAGES[page], **link, **({"tab": tab} if tab else {}))
        assert not app.exception, (page, tab)
        at = f"{page} {tab}".strip()
        for element in app:
            proto = getattr(element, "proto", None)
            if element.type == "code" or not isinstance(proto, Message):
                continue
            for text in _strings(proto):
                if text.startswith("{") and '"columns"' in text and '"rows"' in text:
                    bad = read_table(json.loads(text), at, found)
                    wrong += [(at, one) for one in bad]
                elif "<" in text:
                    markup = _Markup()
                    markup.feed(text)
                    plain = " ".join(re.sub(r"<[^>]+>", " ", text).split())
                    plain = plain.replace("\N{NO-BREAK SPACE}", " ")
                    if page[:2] not in ("10", "11", "12", "13"):
                        wrong += [(at, one) for one in unlike(plain, compare)]
                    if tab in OTHER_NORM:
                        continue
                    for words, value in markup.pairs:
                        word = same(words).removesuffix(", sedikitnya")
                        told = number(value) if word in NAMED else ""
                        beside = ("sejak", "=", "dari PSM")
                        if told and not any(one in value for one in beside):
                            found[region, ALIKE.get(word, word)][told].add(at)
    assert contradictions(found) == {}
    assert wrong == []
    assert {word for _, word in found} >= {"psm aktif", "pmks per psm"}


@pytest.mark.parametrize(
    ("psm", "limits", "verdict"),
    [
        ("42", "95–133", "Belum dapat dibedakan"),
        ("100", "95–133", "Jelas kurang"),
        ("140", "95–133", "Kemungkinan kurang"),
        ("3", "–", "Cukup"),
    ],
)
def test_a_verdict_beyond_its_limits_is_seen(
    psm: str, limits: str, verdict: str
) -> None:
    """A test that cannot fail proves nothing."""
    assert list(wrong_verdict({"PSM": psm, "Batas 95 %": limits, "Putusan": verdict}))


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


def test_two_numbers_under_the_same_words_are_seen() -> None:
    told: Read = {("63", "psm aktif"): {"882": {"1"}, "814": {"6"}}}
    assert contradictions(told) == told
