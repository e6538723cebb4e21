"""What a plan is to make smallest and what it must keep to, as scripts write it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from imbang.reference import regions
from imbang.reference.levels import level_of
from imbang.texts import _

Objective = Literal["uncovered", "villages", "worst", "shortage", "gini"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)
_MOST = 1000


@dataclass(frozen=True)
class Constraints:
    """What a plan must keep to.

    ``first_everywhere``: no village with need stays without a PSM while another gets a
    further one. ``most_per_village``: PSM in a village that is given places, those it
    has included. ``least_per_district``: PSM in each district, those it has included.
    ``regencies``: places are given in these only (codes), where some are named.
    """

    first_everywhere: bool = False
    most_per_village: int | None = None
    least_per_district: int = 0
    regencies: tuple[str, ...] = ()

    def written(self) -> str:
        """The constraints as `read` reads them."""
        return ",".join(self._parts())

    def _parts(self) -> Iterator[str]:
        if self.first_everywhere:
            yield "first_everywhere"
        if self.most_per_village is not None:
            yield f"most_per_village={self.most_per_village}"
        if self.least_per_district:
            yield f"least_per_district={self.least_per_district}"
        if self.regencies:
            yield f"regencies={'+'.join(self.regencies)}"


FREE = Constraints()


def read(text: str) -> Constraints:
    """Constraints from ``first_everywhere,most_per_village=2,regencies=63.71+63.72``.

    ValueError for anything else.
    """
    said: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _is, value = part.partition("=")
        if name in said:
            raise ValueError(text)
        said[name] = value
    if said.get("first_everywhere"):
        raise ValueError(text)
    found = Constraints(
        first_everywhere=said.pop("first_everywhere", None) is not None,
        most_per_village=_whole(said.pop("most_per_village", None)),
        least_per_district=_whole(said.pop("least_per_district", None)) or 0,
        regencies=_regencies(said.pop("regencies", "")),
    )
    if said:
        raise ValueError(text)
    return found


def expected() -> str:
    """What `read` reads, for a message."""
    return _(
        "with commas between: first_everywhere, most_per_village=N,"
        " least_per_district=N, regencies=63.71+63.72"
    )


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isdecimal() and 0 < int(text) <= _MOST):
        raise ValueError(text)
    return int(text)


def _regencies(text: str) -> tuple[str, ...]:
    known = regions.load()
    codes = [known.code_for(part) for part in text.split("+") if part]
    regencies = [code for code in codes if code and level_of(code) == "regency"]
    if len(regencies) < len(codes):
        raise ValueError(text)
    return tuple(regencies)
