"""The words of the summary: right in both languages, and silent on what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from imbang.analysis.matched import Change, Changes
from imbang.analysis.norm import Norm
from imbang.analysis.situation import Age, Place, Reports, Situation, Standing
from imbang.texts import use_language
from imbang.wording import cards, summary

NOW = Standing(
    ppks=144_808, psm=892, ratio=162.3, uncovered=94_949.4, valid=348, named=800
)
SINCE = Changes(
    ppks=Change(144_808, 140_000, 1.0),
    psm=Change(892, 869, 1.0),
    ratio=Change(162.3, 161.1, 1.0),
    uncovered=Change(94_949.4, 92_136.0, 1.0),
)
USUAL = Situation(
    name="Kalimantan Selatan",
    level="province",
    as_of="2024-12",
    compare="2023-12",
    now=NOW,
    changes=SINCE,
    norm=Norm(Fraction(144808, 892), source="own_ratio", left_out=0),
    kinds_counted=26,
    villages=2016,
    villages_unknown=40,
    villages_no_psm=1387,
    worst=(
        Place("Kota Banjarmasin", "regency", 12_491.2),
        Place("Kabupaten Banjar", "regency", 9_000.0),
        Place("Kota Banjarbaru", "regency", 8_446.0),
    ),
    places=13,
    reports=Reports(13, 11, ("Kabupaten Tapin", "Kabupaten Balangan")),
    age=Age(0.86, "2024-12", "2024-06"),
)


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def test_the_title_is_the_message() -> None:
    assert summary.title(USUAL) == (
        "1.387 dari 2.016 desa dan kelurahan belum punya PSM;"
        " PMKS di luar jangkauan terbanyak di Kota Banjarmasin"
    )


def test_the_paragraph_can_be_read_aloud() -> None:
    assert summary.paragraph(USUAL) == (
        "Per Desember 2024, Kalimantan Selatan mencatat 144.808 PMKS dan 892 PSM aktif:"
        " rata-rata 162 PMKS untuk satu PSM."
        " Sebanyak 94.949 orang di antaranya (66\N{NO-BREAK SPACE}%) berada di luar"
        " jangkauan, yaitu melebihi 162 orang untuk setiap PSM di desa atau kelurahannya."
        " Terbanyak di Kota Banjarmasin (12.491), lalu di Kabupaten Banjar (9.000) dan"
        " Kota Banjarbaru (8.446)."
        " Sejak Desember 2023, PMKS di luar jangkauan bertambah 2.813 dan PSM aktif"
        " bertambah 23."
        " Sebanyak 40 desa dan kelurahan belum dapat dinilai karena PMKS atau PSM-nya"
        " belum dilaporkan."
    )


def test_english_minds_one_and_many() -> None:
    use_language("en")
    assert summary.title(USUAL).startswith("1,387 of 2,016 villages have no PSM yet;")
    single = replace(USUAL, villages_no_psm=1, villages_unknown=1)
    assert summary.title(single).startswith("1 of 2,016 villages has no PSM yet;")
    assert "1 village cannot be judged yet, because its" in summary.paragraph(single)
    fallen = replace(
        SINCE, uncovered=Change(94_949.4, 95_949.0, 1.0), psm=Change(892, 892, 1.0)
    )
    told = summary.paragraph(replace(USUAL, changes=fallen))
    assert "beyond reach fell by 1,000 and active PSM stayed the same." in told


def test_nobody_beyond_reach() -> None:
    covered = replace(
        USUAL,
        now=replace(NOW, uncovered=0.0),
        villages_no_psm=0,
        villages_unknown=0,
        worst=(),
    )
    assert summary.title(covered) == (
        "Setiap desa dan kelurahan sudah punya PSM; semua PMKS terjangkau"
    )
    assert "tidak ada yang di luar jangkauan" in summary.paragraph(covered)


def test_an_unknown_village_may_be_without_a_psm() -> None:
    told = summary.title(replace(USUAL, villages_no_psm=0))
    assert told.startswith(
        "Tidak ada desa atau kelurahan yang diketahui belum punya PSM;"
    )


def test_no_comparison_is_not_spoken_of() -> None:
    told = summary.paragraph(replace(USUAL, changes=None, compare=None))
    assert "Sejak" not in told
    assert told.count(". ") == 3


def test_a_month_without_figures_cannot_be_compared_with() -> None:
    told = summary.paragraph(replace(USUAL, changes=Changes(None, None, None, None)))
    assert "Untuk Desember 2023 tidak ada angka pembanding." in told


def test_a_change_says_over_what_share_it_is_known() -> None:
    partly = replace(SINCE, uncovered=Change(40_000, 39_000, 0.42))
    told = summary.paragraph(replace(USUAL, changes=partly))
    assert (
        "Sejak Desember 2023, PMKS di luar jangkauan bertambah 1.000 dan PSM aktif"
        " bertambah 23, sejauh dilaporkan pada kedua bulan (42\N{NO-BREAK SPACE}% PMKS,"
        " 100\N{NO-BREAK SPACE}% PSM)."
    ) in told


def test_several_provinces_have_a_norm_each() -> None:
    norm = Norm(Fraction(302), source="own_ratio", left_out=0, provinces=(161.3, 406.4))
    told = summary.paragraph(replace(USUAL, norm=norm))
    assert "melebihi rata-rata provinsinya (161–406 orang untuk setiap PSM)" in told
    assert "302" not in told


def test_places_that_are_equally_burdened_have_no_first() -> None:
    level = tuple(replace(place, uncovered=500.0) for place in USUAL.worst)
    told = replace(USUAL, worst=level)
    assert summary.title(told).endswith("PMKS di luar jangkauan tersebar merata")
    assert "masing-masing 500." in summary.paragraph(told)


def test_one_place_alone_has_all_of_them() -> None:
    told = summary.paragraph(replace(USUAL, worst=USUAL.worst[:1]))
    assert "Semuanya di Kota Banjarmasin (12.491)." in told


@pytest.mark.parametrize(
    ("ppks", "psm", "title", "sentence"),
    [
        (None, None, "belum melaporkan PMKS maupun PSM", "belum mempunyai laporan."),
        (None, 892, "belum melaporkan PMKS", "jumlah PMKS belum dilaporkan."),
        (144_808, None, "belum melaporkan PSM", "jumlah PSM belum dilaporkan."),
    ],
)
def test_what_is_not_reported_is_said_instead_of_guessed(
    ppks: int | None, psm: int | None, title: str, sentence: str
) -> None:
    now = Standing(ppks, psm, None, None, None, None)
    s = replace(
        USUAL,
        now=now,
        changes=None,
        compare=None,
        norm=None,
        worst=(),
        villages_no_psm=0,
        villages_unknown=0,
    )
    assert summary.title(s) == f"Kalimantan Selatan {title}"
    assert summary.paragraph(s).endswith(sentence)


def test_a_region_without_any_psm_has_no_average() -> None:
    none = replace(NOW, psm=0, ratio=None)
    told = summary.paragraph(replace(USUAL, now=none, changes=None, compare=None))
    assert "belum mempunyai PSM aktif." in told
    assert "rata-rata" not in told


@pytest.mark.parametrize(
    ("psm", "uncovered", "title"),
    [
        (0, 176.0, "Alalak Utara belum punya PSM untuk 176 PMKS"),
        (1, 14.0, "14 PMKS di Alalak Utara berada di luar jangkauan"),
        (2, 0.0, "Semua PMKS di Alalak Utara terjangkau"),
    ],
)
def test_a_village_speaks_of_itself(psm: int, uncovered: float, title: str) -> None:
    now = Standing(176, psm, None, uncovered, None, None)
    village = replace(
        USUAL,
        name="Alalak Utara",
        level="village",
        now=now,
        villages=1,
        villages_unknown=0,
        villages_no_psm=int(psm == 0),
    )
    assert summary.title(village) == title
    assert "Terbanyak" not in summary.paragraph(village)


def test_districts_are_called_so() -> None:
    district = replace(
        USUAL, worst=(Place("Banjarmasin Utara", "district", 10.0), USUAL.worst[2])
    )
    assert summary.title(district).endswith("di Kecamatan Banjarmasin Utara")


def test_no_sentence_promises_the_average_for_so_many_more() -> None:
    for language in ("id", "en"):
        use_language(language)
        told = summary.title(USUAL) + summary.paragraph(USUAL)
        assert "dibutuhkan" not in told
        assert "more PSM" not in told


def told(ppks: Change | None) -> tuple[str, str]:
    """What the card of PMKS says of a change, and its tone."""
    situation = replace(USUAL, changes=replace(SINCE, ppks=ppks))
    card = next(c for c in cards.cards(situation) if c.label.startswith("PMKS (PPKS)"))
    return card.change, card.tone


@pytest.mark.parametrize(
    ("change", "words", "tone"),
    [
        (Change(1043, 1000, 1.0), "↑ 4,3\N{NO-BREAK SPACE}% sejak Des 2023", "worse"),
        (
            Change(990, 1000, 0.41),
            "↓ 1,0\N{NO-BREAK SPACE}% sejak Des 2023, pada 41\N{NO-BREAK SPACE}% PMKS",
            "better",
        ),
        (Change(100_000, 100_000, 1.0), "sama dengan Des 2023", "plain"),
        (Change(100_001, 100_000, 1.0), "hampir sama dengan Des 2023", "plain"),
        (Change(99_999, 100_000, 1.0), "hampir sama dengan Des 2023", "plain"),
        (None, "tak dapat dibandingkan dengan Des 2023", "plain"),
    ],
)
def test_a_card_tells_a_change_with_its_share(
    change: Change | None, words: str, tone: str
) -> None:
    assert told(change) == (words, tone)


def test_valid_psm_are_a_share_of_the_active_by_name() -> None:
    card = next(c for c in cards.cards(USUAL) if c.label == "PSM valid")
    # 348 of 800
    assert card.change == "44\N{NO-BREAK SPACE}% dari PSM aktif yang tercatat namanya"


def test_without_a_comparison_no_card_speaks_of_one() -> None:
    alone = replace(USUAL, changes=None, compare=None)
    assert all("Des 2023" not in card.change for card in cards.cards(alone))
    nothing = replace(USUAL, changes=Changes(None, None, None, None))
    assert cards.cards(nothing)[0].change == "tak dapat dibandingkan dengan Des 2023"
