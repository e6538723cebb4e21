"""Values of settings as people read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from imbang.screens.settings.tables import value_shown
from imbang.settings.words import shown
from imbang.texts import use_language


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    use_language("id")
    yield
    use_language("id")


def due(office: str) -> dict[str, object]:
    return {"office": office, "dataset": "ppks", "due_days": 45}


SHOWN: list[tuple[str, Any, str]] = [
    ("norm", None, "Rasio provinsi masing-masing"),
    ("norm", "1162.5", "1.162,5 PMKS untuk satu PSM"),
    ("norm", "100", "100 PMKS untuk satu PSM"),
    ("norm", "36202/223", "162,3408 PMKS untuk satu PSM"),
    ("kind_set", "permensos_8_2012", "Permensos 8/2012 (12 jenis)"),
    (
        "kind_set",
        "psm,tksk",
        "Pekerja Sosial Masyarakat, Tenaga Kesejahteraan Sosial Kecamatan (2 jenis)",
    ),
    ("counted_kinds", "all", "Semua jenis (26 jenis)"),
    ("counted_kinds", "poor", "Fakir miskin (1 jenis)"),
    ("expectations", [], "Tidak ada"),
    (
        "expectations",
        [due("63.71"), {"office": "63", "dataset": "pillars", "collected": False}],
        "Kota Banjarmasin, PMKS (PPKS): batas kirim 45 hari setelah periode;"
        " Kalimantan Selatan, Pilar Sosial: tidak mendatanya",
    ),
    ("expectations", [due(f"63.0{n}") for n in (1, 2, 3)], "3 pengecualian"),
    ("office_address", "Jalan Satu\nBanjarmasin", "Jalan Satu, Banjarmasin"),
    ("head_name", "", "–"),
]


@pytest.mark.parametrize(("key", "value", "text"), SHOWN)
def test_a_value_is_told_in_words(key: str, value: Any, text: str) -> None:
    assert shown(key, value) == text


def test_few_kinds_left_out_are_named_instead() -> None:
    from imbang.reference import kinds

    most = [kind for kind in kinds.ppks_kinds() if kind not in ("poor", "beggar")]
    told = shown("counted_kinds", ",".join(most))
    assert told == "Semua jenis kecuali Pengemis, Fakir miskin (24 jenis)"


def test_the_log_tells_what_it_cannot_know_as_it_stands() -> None:
    assert value_shown("kind_set", None) == "Kalimantan Selatan 2023 (12 jenis)"
    assert value_shown("of_a_later_version", 7) == "7"
