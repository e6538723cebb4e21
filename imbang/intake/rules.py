"""Rules over the rows of a table: what may stand once, what must not contradict.

They run over all sheets of one dataset in a file together. ``rows`` is a frame of the
typed tables with ``row``, ``sheet``, ``label`` and, for registers, ``period_from``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from imbang import regions
from imbang.intake.choices import find_choice
from imbang.intake.datasets import Dataset
from imbang.intake.findings import Findings
from imbang.intake.headings import plain
from imbang.intake.kinds import KindList, load_kinds
from imbang.intake.likeness import are_alike
from imbang.intake.printing import grouped
from imbang.periods import Period
from imbang.texts import _

_KEY_COLUMNS = {"nik": ["person_key"], "period": ["period_from", "period_to"]}
_LIKE_NAMES = 60.0  # of 100
Record = Mapping[Hashable, Any]


def check_rules(
    rows: pd.DataFrame,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    """Add a problem for each row that breaks a rule of its dataset."""
    for earlier, later in dataset.in_order:
        _check_order(rows, earlier, later, headings, findings)
    for unique in dataset.unique:
        keys = [name for key in unique for name in _KEY_COLUMNS.get(key, [key])]
        # A file may hold a register of each month: what stands twice, does so in one.
        keys = list(dict.fromkeys([*keys, *_KEY_COLUMNS["period"]]))
        _check_unique(rows, unique, keys, dataset, headings, findings)
    if "person_key" in rows:
        _check_names(rows, headings, findings)


def _check_order(
    rows: pd.DataFrame,
    earlier: str,
    later: str,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    given = rows[rows[earlier].notna() & rows[later].notna()]
    wrong = given[given[later] < given[earlier]]
    for row in wrong[["row", "sheet", earlier, later]].to_dict("records"):
        findings.sheet = _sheet_name(row["sheet"])
        findings.add(
            "order",
            _(
                "{later} {last} is before {earlier} {first}; expected the other way "
                "round.",
                later=headings[later],
                last=f"{row[later]:%d-%m-%Y}",
                earlier=headings[earlier],
                first=f"{row[earlier]:%d-%m-%Y}",
            ),
            row=int(row["row"]) - 1,
            column=headings[later],
            value=f"{row[later]:%Y-%m-%d}",
        )


def _check_unique(
    rows: pd.DataFrame,
    unique: tuple[str, ...],
    keys: list[str],
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    keys = [key for key in keys if key in rows]
    complete = rows[rows[keys].notna().all(axis=1)]
    doubled = complete[complete.duplicated(keys, keep=False)]
    if doubled.empty:
        return
    if dataset.added_up_by_label:
        doubled = doubled.assign(plain_label=doubled["label"].map(plain))
        _name_added(doubled, keys, dataset, headings, findings)
        keys = [*keys, "plain_label"]
        doubled = doubled[doubled.duplicated(keys, keep=False)]
    again = doubled.duplicated(keys)
    first = doubled.groupby(keys, sort=False)["row"].transform("first")
    first_sheet = doubled.groupby(keys, sort=False)["sheet"].transform("first")
    repeats = doubled[again].assign(first=first[again], first_sheet=first_sheet[again])
    # Named is the first of these that the sheet has: what a person would look at.
    named = [key for key in ("nik", "kind", *unique) if key in {*unique} & {*headings}]
    for repeat in repeats.to_dict("records"):
        findings.sheet = _sheet_name(repeat["sheet"])
        findings.add(
            "duplicate",
            _duplicate(repeat, unique, dataset),
            row=int(repeat["row"]) - 1,
            column=heading_of(repeat, headings[named[0]]),
            value=repeat.get("label", repeat.get(named[0])),
        )


def _duplicate(row: Record, unique: tuple[str, ...], dataset: Dataset) -> str:
    where = _("row {row}", row=row["first"])
    if _sheet_name(row["first_sheet"]) != _sheet_name(row["sheet"]):
        where = _(
            "row {row} of sheet {sheet}", row=row["first"], sheet=row["first_sheet"]
        )
    what = described(row, unique, dataset)
    if "nik" in unique:
        return _(
            "The same person stands already in {where} ({what}); expected one row.",
            what=what,
            where=where,
        )
    if "period_from" not in row:  # the sheet names no period, which is told elsewhere
        return _(
            "{what} stands already in {where}; expected one row.",
            what=what,
            where=where,
        )
    return _(
        "{what} in {period} stands already in {where}; expected one row.",
        what=what,
        period=_period(row),
        where=where,
    )


def heading_of(row: Record, otherwise: str | None) -> str | None:
    """The heading over a wide table's figure, else that of the column in question."""
    return row["heading"] if isinstance(row["heading"], str) else otherwise


def described(row: Record, keys: Iterable[str], dataset: Dataset) -> str:
    """What a row is about, in words: the values of these columns, the region last."""
    parts = []
    wanted = [key for key in keys if key not in {"nik", "period", "unit"}]
    for key in sorted(wanted, key="region_code".__eq__):
        column = dataset.column(key)
        if column.type == "region_code":
            parts.append(_region(row))
        elif column.type in {"pillar_kind", "ppks_kind"}:
            parts.append(str(row["label"]))
        elif choice := find_choice(str(row[key]), column):
            parts.append(choice.label)
        else:
            parts.append(str(row[key]))
    return ", ".join(parts)


def _name_added(
    doubled: pd.DataFrame,
    keys: list[str],
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    """Name the labels of one kind that are added up for one region and period."""
    kinds = {
        key: kind.label
        for which in _KIND_LISTS
        for key, kind in load_kinds(which).items()
    }
    count = next(dataset.of_type("count")).key
    for _key, group in doubled.groupby(keys, sort=False):
        if group["plain_label"].nunique() < 2:
            continue
        first = group.iloc[0].to_dict()
        parts = [
            f"{label} {grouped(int(number)) if pd.notna(number) else '…'}"
            for label, number in zip(group["label"], group[count], strict=True)
        ]
        findings.sheet = _sheet_name(first["sheet"])
        findings.add(
            "added_up",
            _(
                "{kind}, {region}, {period}: added up from {parts} (rows {rows}) = "
                "{total}.",
                kind=kinds[first["kind"]],
                region=_region(first),
                period=_period(first),
                parts=" + ".join(parts),
                rows=", ".join(str(row) for row in group["row"].unique()),
                total=grouped(int(group[count].sum())),
            ),
            row=int(first["row"]) - 1,
            column=heading_of(first, headings.get("kind")),
            severity="info",
        )


_KIND_LISTS: tuple[KindList, ...] = ("ppks_kinds", "pillar_kinds")


def _check_names(
    rows: pd.DataFrame, headings: Mapping[str, str], findings: Findings
) -> None:
    """Warn where one NIK stands with clearly different names."""
    named = rows[rows["person_key"].notna() & rows["name"].notna()]
    named = named[named.duplicated("person_key", keep=False)]
    named = named.assign(plain_name=named["name"].map(plain))
    distinct = named.drop_duplicates(["person_key", "plain_name"])
    several = distinct[distinct.duplicated("person_key", keep=False)]
    for _key, group in several.groupby("person_key", sort=False):
        names = group["plain_name"].tolist()
        for position in range(1, len(names)):
            if _are_like(names[0], names[position]):
                continue
            first, other = group.iloc[0], group.iloc[position]
            findings.sheet = _sheet_name(other["sheet"])
            findings.add(
                "identity_name",
                _(
                    "The NIK of “{name}” is that of “{other}” in row {row}; expected "
                    "one NIK for one person.",
                    name=other["name"],
                    other=first["name"],
                    row=first["row"],
                ),
                row=int(other["row"]) - 1,
                column=headings.get("nik"),
                severity="warning",
            )


def _are_like(name: str, other: str) -> bool:
    return name in other or other in name or are_alike(name, [other], _LIKE_NAMES)


def _region(row: Record) -> str:
    code = str(row["region_code"])
    return f"{regions.load().name(code)} ({code})"


def _period(row: Record) -> Period:
    return Period(int(str(row["period_from"])), int(str(row["period_to"])))


def _sheet_name(value: object) -> str | None:
    return value if isinstance(value, str) else None
