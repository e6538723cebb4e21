"""Every page and section of the sample, at four levels and in three months: the same words
stand with one number, and dates with their like."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.conftest import reading
from tests.pages.numbers_read import read
from tests.pages.views import MONTHS, REGIONS, codes, named, pages

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
FLOWS = re.compile(r"s\.d\. (\w{3}) (\d{4}) dibanding s\.d\. (\w{3}) (\d{4})")
SIDES = re.compile(r"sampai (\w+) (\d{4}), [\d.,]+ ?%? sampai (\w+) (\d{4})")
PARTS = re.compile(r"(?<![\d.,])([\d.]+) (?:dari|/) ([\d.]+)(?![\d.,]* ?%)")
SINCE = re.compile(r"sejak (\w{3}) (\d{4})", re.IGNORECASE)
BRIDGE = re.compile(r"([\d.]+) aktif = ([\d.]+) tercatat nama \+ ([\d.]+) hanya jumlah")
Read = dict[tuple[str, str], dict[str, set[str]]]


@pytest.fixture(autouse=True)
def store(sample_store: Path) -> Iterator[Path]:
    yield from reading(sample_store)


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
def test_active_by_name_and_in_all_are_joined_where_either_stands(
    months: tuple[str, str],
) -> None:
    joined = defaultdict(set)
    for page, _own, parts in pages(REGIONS[0], months, "id"):
        for told in BRIDGE.finditer(
            " ".join(t for _kind, texts in parts for t in texts)
        ):
            joined[page].add(tuple(int(n.replace(".", "")) for n in told.groups()))
    assert joined.keys() >= {"1_ringkasan", "2_pilar_sosial", "6_profil"}
    [(total, named_, counted)] = set().union(*joined.values())
    assert total == named_ + counted
    assert counted > 0


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
