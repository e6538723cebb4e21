"""What loading boundaries tells: which regions were found, and all that was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from imbang.nik import without_nik
from imbang.reference import regions
from imbang.texts import _, plural

LISTED = 40
"""Lines of a kind that a report shows before it only counts them."""


@dataclass(frozen=True)
class BoundaryReport:
    """What a file held: codes matched, known codes it lacks, and texts no code is.

    ``missing`` are within the provinces that the file touches, at its levels there.
    ``notes`` say how the codes were read, ``named`` are those found by name, ``united``
    says of how many areas a region was made, ``apart`` which areas were left out since
    code and name are of different regions, ``shapeless`` which have no area.
    """

    matched: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    provinces: tuple[str, ...]
    notes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    united: Mapping[str, int] = field(default_factory=dict)
    apart: tuple[str, ...] = ()
    shapeless: tuple[str, ...] = ()

    def as_text(self) -> str:
        """The report for people: numbers, and which codes they are."""
        lines = [*self.notes, _("Matched: {n}", n=len(self.matched))]
        if self.named:
            lines.append(_("Of them by name: {n}", n=len(self.named)))
        if self.united:
            lines += _counted(
                plural(
                    "Code of several areas, which were united: {n}",
                    "Codes of several areas, which were united: {n}",
                    len(self.united),
                    n=len(self.united),
                ),
                [
                    _("{region}: {n} areas", region=called(code), n=n)
                    for code, n in self.united.items()
                ],
            )
        lines += _counted(
            _("Missing: {n}", n=len(self.missing)), map(called, self.missing)
        )
        lines += _counted(_("Unknown: {n}", n=len(self.unknown)), self.unknown)
        if self.apart:
            lines += _counted(
                _(
                    "Left out, as code and name are of different regions: {n}",
                    n=len(self.apart),
                ),
                self.apart,
            )
        if self.shapeless:
            lines += _counted(
                _("Left out, without a valid shape: {n}", n=len(self.shapeless)),
                self.shapeless,
            )
        return without_nik("\n".join(lines))


def called(code: str) -> str:
    """A region by code and name."""
    return f"{code} {regions.load().name(code)}"


def _counted(said: str, items: Iterable[str]) -> list[str]:
    """What is counted, and the first `LISTED` of it."""
    return [said, *_listed(list(items))]


def _listed(items: Sequence[str]) -> list[str]:
    more = len(items) - LISTED
    shown = [f"  {item}" for item in items[:LISTED]]
    return [*shown, "  " + _("… and {n} more", n=more)] if more > 0 else shown
