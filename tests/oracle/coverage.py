"""States, shortage and uncovered persons against a norm, with exact fractions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Norm:
    """PMKS persons per PSM; its two parts only where it is a region's own ratio."""

    ratio: Fraction | None
    numerator: int | None
    denominator: int | None
    left_out: int | None

    def columns(self) -> dict[str, object]:
        """The norm as the answer prints it."""
        return {
            "norm": None if self.ratio is None else float(self.ratio),
            "norm_is_default": self.left_out is not None,
            **(
                self._parts()
                if self.ratio is not None and self.left_out is not None
                else {}
            ),
        }

    def _parts(self) -> dict[str, object]:
        return {
            "norm_numerator": self.numerator,
            "norm_denominator": self.denominator,
            "norm_left_out": self.left_out,
        }


@dataclass(frozen=True)
class Standing:
    """Where a region stands: how many PSM are wanting, how many persons uncovered."""

    state: str
    shortage: int | None = None
    uncovered: Fraction | None = None
    psm: int | None = None


def stand(needs: int | None, psm: int | None, norm: Fraction | None) -> Standing:
    """The state of a region from its own two figures."""
    if needs == 0:
        return Standing("not_needed", 0, Fraction(0), psm)
    if needs is None or psm is None:
        return Standing("unknown", psm=psm)
    if psm == 0:
        wanted = None if norm is None else math.ceil(needs / norm)
        return Standing("no_psm", wanted, Fraction(needs), psm)
    if norm is None:
        return Standing("unknown")
    if needs <= norm * psm:
        return Standing("proportionate", 0, Fraction(0))
    return Standing("short", math.ceil(needs / norm) - psm, needs - norm * psm)


def made_with(norms: Sequence[Norm]) -> dict[str, object]:
    """The norm that uncovered persons of villages were worked out with; where they have
    several, from which to which."""
    ratios = {norm.ratio for norm in norms if norm.ratio is not None}
    low, high = (min(ratios), max(ratios)) if ratios else (None, None)
    told: dict[str, object] = {
        "uncovered_norm_low": None if low is None else float(low),
        "uncovered_norm_high": None if high is None else float(high),
    }
    if len(ratios) > 1:
        told |= dict.fromkeys(
            ("uncovered_norm_numerator", "uncovered_norm_denominator")
        )
    elif ratios and norms[0].left_out is not None:
        [chosen] = {norm for norm in norms if norm.ratio == low}
        told["uncovered_norm_numerator"] = chosen.numerator
        told["uncovered_norm_denominator"] = chosen.denominator
    return told


def is_own(own: Standing, villages: Sequence[Standing]) -> bool:
    """Whether a region's uncovered persons are those of its own figures: where no
    village is known, or some are not and the known ones have fewer."""
    known = [village for village in villages if village.state != "unknown"]
    if not known or len(known) == len(villages):
        return not known
    return own.uncovered is not None and own.uncovered > _uncovered(known)


def _uncovered(known: Sequence[Standing]) -> Fraction:
    return Fraction(sum(one.uncovered or 0 for one in known))


def add_up(own: Standing, villages: Sequence[Standing]) -> dict[str, object]:
    """Shortage and uncovered of a region from its villages, else from itself.

    Where some of several are not known, the larger of the two is the least there are.
    A village's list is itself alone, so one rule serves every level.
    """
    known = [village for village in villages if village.state != "unknown"]
    uncovered = own.uncovered if is_own(own, villages) else _uncovered(known)
    shortage = summed = _sum([one.shortage for one in known]) if known else own.shortage
    if known and len(known) < len(villages) and summed is not None:
        # null for want of a norm stays null: nothing else can be known
        shortage = max(summed, own.shortage or 0)
    split = known if summed is not None else []
    return {
        "shortage": shortage,
        "uncovered_persons": None if uncovered is None else float(uncovered),
        "villages": len(villages),
        "villages_unknown": len(villages) - len(known),
        "villages_no_psm": sum(one.psm == 0 for one in villages),
        "villages_short": sum(one.state == "short" for one in known),
        "shortage_no_psm": _split(split, "no_psm"),
        "shortage_short": _split(split, "short"),
    }


def over_provinces(provinces: Sequence[dict[str, object]]) -> dict[str, object]:
    """Shortage and uncovered of the nation, and from which norm to which they are."""
    known = [one for one in provinces if one["uncovered_persons"] is not None]
    told: dict[str, object] = {
        key: sum(one[key] for one in provinces)  # type: ignore[misc]
        for key in ("villages", "villages_unknown", "villages_no_psm", "villages_short")
    }
    is_without_norm = any(one["shortage"] is None for one in known)
    for key in ("uncovered_persons", "shortage", "shortage_no_psm", "shortage_short"):
        parts = [one[key] for one in known if one[key] is not None]
        told[key] = sum(parts) if parts else None  # type: ignore[arg-type]
        if is_without_norm and key != "uncovered_persons":
            told[key] = None
    lows = [one["uncovered_norm_low"] for one in known if one["uncovered_norm_low"]]
    told["uncovered_norm_low"] = min(lows, default=None)  # type: ignore[type-var]
    told["uncovered_norm_high"] = max(lows, default=None)  # type: ignore[type-var]
    if len(set(lows)) > 1:
        told |= dict.fromkeys(
            ("uncovered_norm_numerator", "uncovered_norm_denominator")
        )
    return told


def _split(villages: list[Standing], state: str) -> int | Fraction | None:
    """The part of the shortage in villages of a state; null where it is not known."""
    chosen = [one.shortage for one in villages if one.state == state]
    return _sum(chosen) if villages else None


def _sum(parts: Sequence[int | Fraction | None]) -> int | Fraction | None:
    """The sum, null as soon as a part does not exist."""
    total: int | Fraction = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total
