"""Which offices are late with what is counted since January, and up to when they tell.

Takes the answer of ``flow_reach``; a figure is said to reach a month of those offices
only of which that is true.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from imbang import formats
from imbang.reference.levels import ancestors_at
from imbang.texts import _, plural

if TYPE_CHECKING:
    import pandas as pd

_MOST_NAMED, _FIRST_NAMED = 12, 5
"""Late offices that a sentence names all of; of more the first ones."""
ABOVE_OFFICES = ("nation", "province")


def reached(rows: pd.DataFrame, dataset: str) -> str | None:
    """The month up to which the offices asked about tell of ``dataset``, those aside
    that are late; their own where all of them are."""
    told = rows[rows["dataset"] == dataset]
    told = told if told["is_late"].all() else told[~told["is_late"]]
    months = told["until"].dropna()
    return str(months.max()) if len(months) else None


def late(rows: pd.DataFrame, datasets: Collection[str]) -> pd.DataFrame:
    """The offices that are late with one of ``datasets``, with the month (``until``)
    that their oldest reaches, null where it tells nothing of this year."""
    told = rows[rows["dataset"].isin(datasets) & rows["is_late"]]
    order = told.sort_values("until", na_position="first", kind="stable")
    return order.drop_duplicates("region_code").sort_values("region_code")


def told_late(rows: pd.DataFrame, datasets: Collection[str]) -> str:
    """A sentence that names who is late and until when theirs reach, the first ones and
    how many more where they are many; empty where nobody is."""
    told = [_office(row) for row in late(rows, datasets).to_dict("records")]
    if not told:
        return ""
    if len(told) > _MOST_NAMED:
        return _(
            "Late, and counted no further: {offices} and {n} more offices.",
            offices=", ".join(told[:_FIRST_NAMED]),
            n=formats.number(len(told) - _FIRST_NAMED),
        )
    return _("Late, and counted no further: {offices}.", offices=", ".join(told))


def _office(row: Mapping[Hashable, object]) -> str:
    if not isinstance(row["until"], str):
        return _("{name} (nothing of this year yet)", name=row["region_name"])
    return _(
        "{name} (up to {month})",
        name=row["region_name"],
        month=formats.month(row["until"]),
    )


def is_late(
    regions: pd.Series[str], rows: pd.DataFrame, datasets: Collection[str]
) -> pd.Series[bool]:
    """Which of ``regions``, by code (n), are told of by an office that is late with one
    of ``datasets``; regions of several offices are not."""
    return ancestors_at(regions, "regency").isin(late(rows, datasets)["region_code"])


def with_month(
    told: Sequence[str], is_late: Iterable[bool], until: Iterable[object]
) -> list[str]:
    """Figures in words, those that are late with the month that they reach."""
    return [
        _("{told}, to {month}", told=one, month=formats.short_month(month))
        if late and isinstance(month, str)
        else one
        for one, late, month in zip(told, is_late, until, strict=True)
    ]


def places(is_late: Iterable[bool]) -> list[int]:
    """The places of what is late in a chart."""
    return [place for place, late in enumerate(is_late) if late]


def up_to(told: str, reach: pd.DataFrame, dataset: str) -> str:
    """What is told with the month that it ends in, where all of its offices are late."""
    offices = reach[reach["dataset"] == dataset]
    month = reached(reach, dataset)
    if not told or month is None or not offices["is_late"].all():
        return told
    return _("{told}, only up to {month}", told=told, month=formats.month(month))


def older_report() -> str:
    """What a hatched region of a map, or a figure so marked in a table, is."""
    return _("told by an older report")


def told_marks(is_older: Iterable[bool], is_partial: Iterable[bool]) -> list[str]:
    """What is said of each figure (n) that does not tell all of its round: of an older
    report, or in part; empty for the others."""
    return [
        "; ".join(
            filter(
                None, [older_report() if older else "", in_part() if partial else ""]
            )
        )
        for older, partial in zip(is_older, is_partial, strict=True)
    ]


def in_part() -> str:
    """What a figure is of which parts are not reported."""
    return _("told in part")


def hatched(is_older: Iterable[bool], is_partial: Iterable[bool]) -> str:
    """What the hatching of a map stands for; empty where nothing is hatched."""
    told = []
    if any(is_older):
        told.append(older_report())
    if any(is_partial):
        told.append(in_part())
    return (
        _("{one} or {other}", one=told[0], other=told[1])
        if len(told) > 1
        else "".join(told)
    )


def counted_marks(is_older: Iterable[bool], is_partial: Iterable[bool]) -> list[str]:
    """How many figures are marked so, as notes."""
    older, partial = sum(map(bool, is_older)), sum(map(bool, is_partial))
    found = []
    if older:
        found.append(
            plural(
                "{count} figure is told by an older report: that of the last round did not come.",
                "{count} figures are told by an older report: that of the last round did not come.",
                older,
                count=formats.number(older),
            )
        )
    if partial:
        found.append(
            plural(
                "{count} figure is told in part: parts of its region have not reported.",
                "{count} figures are told in part: parts of their regions have not reported.",
                partial,
                count=formats.number(partial),
            )
        )
    return found
