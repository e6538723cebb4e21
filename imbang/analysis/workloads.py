"""A norm from the work itself: how many PMKS one PSM has time for.

After the WHO's Workload Indicators of Staffing Need (WISN, user's manual 2010): the time
that somebody has, less an allowance for other duties, divided by the time that a unit of
work takes (the activity standard). There, standards are set for each kind of service;
here for each group of PMKS, a month, weighted by how many of each there are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction

import pandas as pd

from imbang import formats
from imbang.reference import kinds as reference_kinds
from imbang.reference.ratios import SMALLEST_NORM
from imbang.refusals import Misuse
from imbang.store import named
from imbang.store.workspace import WORKLOAD, Entry, Workspace
from imbang.texts import _

TOPIC = WORKLOAD
MOST_HOURS = 744  # of the longest month
MOST_MINUTES = 6000

EXAMPLE_MINUTES: Mapping[str, int] = {
    "neglect": 45,
    "disability": 45,
    "deviant_behaviour": 30,
    "violence": 90,
    "exploitation": 60,
    "social_marginality": 15,
    "poverty": 10,
    "drug_abuse": 45,
    "natural_disaster": 15,
    "social_disaster": 15,
    "remoteness": 15,
}
"""Minutes a case needs a month, to begin with: an example to be changed, no standard."""


@dataclass(frozen=True)
class Workload:
    """``hours`` that a PSM gives a month, the share of them that goes to ``other`` duties
    (per cent), and the ``minutes`` that a case of each group of PMKS needs a month."""

    hours: int = 40
    other: int = 20
    minutes: Mapping[str, int] = field(default_factory=lambda: dict(EXAMPLE_MINUTES))


def norm(workload: Workload, persons: Mapping[str, int]) -> Fraction | None:
    """PMKS to one PSM: minutes left for cases, divided by the mean minutes of a case.

    ``persons`` are the PMKS of each group in the area whose mix counts. None where there
    are none. Misuse for hours or shares that cannot be, and for a group that has PMKS but
    no minutes: they would count as no work at all, and make the norm look larger.
    """
    _check(workload)
    there = {group: n for group, n in persons.items() if n}
    if not there:
        return None
    _check_all_take_time(workload, there)
    needed = sum(n * workload.minutes[group] for group, n in there.items())
    left = Fraction(60 * workload.hours * (100 - workload.other), 100)
    return left * sum(there.values()) / needed


def norm_to_use(workload: Workload, persons: Mapping[str, int]) -> Fraction | None:
    """The norm that a page takes over, to one decimal. Misuse where it is below one PMKS."""
    found = norm(workload, persons)
    if found is None:
        return None
    if found < SMALLEST_NORM:
        raise Misuse(
            _("One PSM has no time for even one case: check hours and minutes.")
        )
    return round(found, 1)


def mix(needs: pd.DataFrame, counted: Collection[str]) -> dict[str, int]:
    """PMKS of each group that has any: persons of the counted kinds of the question
    ``needs``, one region's rows. Families, and what is not reported, are no persons."""
    kinds = reference_kinds.ppks_kinds()
    found: dict[str, int] = {}
    for kind, unit, count in zip(
        needs["kind"], needs["unit"], needs["count"], strict=True
    ):
        if kind in counted and unit == "person" and formats.exists(count) and count:
            group = kinds[kind].group
            found[group] = found.get(group, 0) + int(count)
    return found


def _check(workload: Workload) -> None:
    if not 0 < workload.hours <= MOST_HOURS:
        raise Misuse(
            _("Hours a month must be more than 0 and at most {n}.", n=MOST_HOURS)
        )
    if not 0 <= workload.other < 100:
        raise Misuse(_("Other duties must be from 0 to less than 100 %."))
    if any(not 0 <= n <= MOST_MINUTES for n in workload.minutes.values()):
        raise Misuse(_("Minutes of a case must be from 0 to {n}.", n=MOST_MINUTES))


def _check_all_take_time(workload: Workload, there: Mapping[str, int]) -> None:
    for group, n in there.items():
        if not workload.minutes.get(group, 0):
            raise Misuse(
                _(
                    "{group} has {n} PMKS but no minutes: enter some, or leave its kinds out of “PMKS counted”.",
                    group=reference_kinds.group_name(group),
                    n=formats.number(n),
                )
            )


def groups() -> tuple[str, ...]:
    """The groups of PMKS, in the order of the reference."""
    return tuple(
        dict.fromkeys(row.group for row in reference_kinds.ppks_kinds().values())
    )


def save(workspace: Workspace, name: str, workload: Workload, *, by: str) -> str:
    """Keep a workload by name. Misuse where it makes no sense."""
    _check(workload)
    return named.save(workspace, TOPIC, name, asdict(workload), by=by)


def saved(workspace: Workspace) -> dict[str, tuple[Workload, Entry]]:
    """All workloads by name, with who saved each when."""
    return {
        name: (Workload(**entry.value), entry)
        for name, entry in named.kept(workspace, TOPIC).items()
    }
