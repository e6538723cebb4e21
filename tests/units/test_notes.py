"""What stands under figures: where the norm is from, and which kinds are counted."""

from __future__ import annotations

from fractions import Fraction

from imbang.analysis.norm import Norm
from imbang.reference import kinds
from imbang.wording import notes


def test_a_norm_says_where_it_is_from() -> None:
    told = {
        source: notes.norm_note(
            Norm(Fraction(150), source=source, left_out=0),  # type: ignore[arg-type]
            province="Bali",
        )
        for source in ("asked", "setting", "own_ratio")
    }
    assert "pembaca halaman ini" in told["asked"]
    assert "ditetapkan dinas di halaman Pengaturan" in told["setting"]
    assert "rasio Bali sendiri" in told["own_ratio"]
    each = Norm(Fraction(302), "own_ratio", left_out=0, provinces=(161.31, 406.4))
    told_each = notes.norm_note(each, province=None)
    assert "161,3–406,4 PMKS untuk satu PSM" in told_each
    assert "302,0, rasio seluruh Indonesia" in told_each


def test_kinds_are_told_unless_all_are_counted() -> None:
    every = list(kinds.ppks_kinds())
    assert notes.kinds_notes(every) == []
    without = [kind for kind in every if kind not in ("poor", "beggar")]
    assert notes.kinds_notes(without) == [
        "PMKS mencakup semua jenis kecuali: Pengemis, Fakir miskin."
    ]
    assert notes.kinds_notes(["poor"]) == [
        "PMKS hanya mencakup jenis ini: Fakir miskin."
    ]
    assert len(notes.counting_notes(["poor"])) == len(notes.counting_notes(every)) + 1
