"""What a case worked out by hand is made of: what is sent, and what must come out.

Kota Banjarbaru (63.72) has five districts of four villages each; Landasan Ulin
(63.72.02) has V1 to V4. Kalimantan Selatan has 13 regencies. The working stands
beside each number; the numbers are literal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .sending import Count, Role, Workbook, span

V1, V2, V3, V4 = (f"63.72.02.{number}" for number in (1003, 1004, 1005, 1006))
DISTRICT, REGENCY, PROVINCE = "63.72.02", "63.72", "63"
BANJARMASIN, KELAYAN = "63.71", "63.71.01"
BUDI, ANI, CITRA = "6372010101800001", "6372014101850002", "6372014101900003"


@dataclass(frozen=True)
class Expected:
    """What one question must say of one region in one month."""

    question: str
    region: str
    as_of: str
    columns: Mapping[str, object]
    kind: str | None = None
    norm: str | None = None
    kinds: str | None = None


@dataclass(frozen=True)
class Case:
    """What was sent, and what must come out.

    ``elsewhere`` is a province in which it is the same, where no other case is.
    """

    name: str
    sent: tuple[Workbook, ...]
    expected: tuple[Expected, ...]
    elsewhere: str | None = None


def coverage(
    region: str,
    as_of: str,
    *,
    held_to: str | None = None,
    kinds: str | None = None,
    **columns: object,
) -> Expected:
    """The coverage of a region as expected, ``held_to`` a given norm or its own."""
    return Expected("coverage", region, as_of, columns, norm=held_to, kinds=kinds)


def ladder(region: str, as_of: str, kind: str | None, **columns: object) -> Expected:
    """The ladder of a kind in a region as expected."""
    return Expected("pillar_ladder", region, as_of, columns, kind=kind)


def needs(region: str, as_of: str, kind: str, **columns: object) -> Expected:
    """A kind of need in a region as expected."""
    return Expected("needs", region, as_of, columns, kind=kind)


def register(office: str, period: str, *roles: Role) -> Workbook:
    """One office's register."""
    return Workbook(office, register_period=span(period), roles=roles)


def psm(region: str, nik: str | None = None, **about: object) -> Role:
    """A PSM in a region, nothing else known of them unless told."""
    return replace(Role("psm", region, nik=nik), **about)


def homeless(period: str, counts: Mapping[str, int | None]) -> tuple[Count, ...]:
    """One kind of need in several regions."""
    when = span(period)
    return tuple(Count(code, "homeless", when, n) for code, n in counts.items())


def psm_counts(period: str, counts: Mapping[str, int | None]) -> tuple[Count, ...]:
    """Numbers of PSM without names."""
    when = span(period)
    return tuple(Count(code, "psm", when, n) for code, n in counts.items())


def village_psm(region: str, many: int) -> tuple[Role, ...]:
    """Several PSM of one village, none of them identified."""
    return tuple(psm(region) for _ in range(many))
