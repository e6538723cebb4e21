"""Rules over the rows of a table: what may stand once, what must not contradict.

They run over all sheets of one dataset in a file together. ``rows`` is a frame of the
typed tables with ``row``, ``sheet``, ``label`` and, for registers, ``period_from``.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from imbang.formats import grouped
from imbang.intake.files.cells import Mask
from imbang.intake.report.log import Findings
from imbang.intake.report.problems import Severity
from imbang.intake.rules.doubles import can_be_left_out
from imbang.intake.splits.doubles import ask_for_doubles
from imbang.intake.values.choices import find_choice
from imbang.periods import Period
from imbang.reference import regions
from imbang.reference.datasets import Dataset
from imbang.reference.kinds import KindList, load_kinds
from imbang.reference.likeness import are_alike
from imbang.reference.spelling import plain
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
    for row in first_of(wrong, "order", headings.get(later), findings):
        findings.sheet = sheet_name(row["sheet"])
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
    # Only what is told of a row: a frame of millions has no room for its copies.
    kept = {*keys, *unique, "row", "sheet", "label", "heading"}
    count = next(dataset.of_type("count"), None)
    kept |= {count.key} if dataset.added_up_by_label and count else set()
    is_doubled = rows[keys].notna().all(axis=1) & rows.duplicated(keys, keep=False)
    doubled = rows.loc[is_doubled, [name for name in rows if name in kept]]
    if doubled.empty:
        return
    if dataset.added_up_by_label:
        doubled = doubled.assign(plain_label=doubled["label"].map(plain))
        _name_added(doubled, keys, dataset, headings, findings)
        keys = [*keys, "plain_label"]
        is_doubled = doubled.duplicated(keys, keep=False)
        doubled = doubled if is_doubled.all() else doubled[is_doubled]
    doubled = doubled.assign(place=np.arange(len(doubled)))
    firsts = doubled.groupby(keys, sort=False)["place"].transform("first").to_numpy()
    again = firsts != doubled["place"].to_numpy()
    if not again.any():
        return
    # Named is the first of these that the sheet has: what a person would look at.
    named = [key for key in ("nik", "kind", *unique) if key in {*unique} & {*headings}]
    heading = headings[named[0]]
    for repeat in first_of(doubled, "duplicate", heading, findings, where=again):
        first = doubled.iloc[firsts[repeat["place"]]]
        repeat = {**repeat, "first": first["row"], "first_sheet": first["sheet"]}
        findings.sheet = sheet_name(repeat["sheet"])
        findings.add(
            "duplicate",
            _duplicate(repeat, unique, dataset),
            row=int(repeat["row"]) - 1,
            column=heading_of(repeat, heading),
            value=repeat.get("label", repeat.get(named[0])),
        )
    if can_be_left_out(dataset):
        repeats = doubled[again]
        findings.sheet = sheet_name(repeats["sheet"].iloc[0])
        ask_for_doubles(
            headings.get("region_code"),
            (repeats["row"] - 1).tolist(),
            findings,
            column=heading,
            different=len(repeats.drop_duplicates(keys)),
        )


def _duplicate(row: Record, unique: tuple[str, ...], dataset: Dataset) -> str:
    where = _("row {row}", row=row["first"])
    if sheet_name(row["first_sheet"]) != sheet_name(row["sheet"]):
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


def first_of(
    found: pd.DataFrame,
    rule: str,
    heading: str | None,
    findings: Findings,
    severity: Severity = "error",
    *,
    where: Mask | None = None,
) -> list[Record]:
    """The rows of each sheet that are named one by one; the others are counted.

    ``where`` says which of the rows are meant, if not all; they may be millions, so that
    nothing is made of those that are only counted.
    """
    records: list[Record] = []
    wanted = np.ones(len(found), np.bool_) if where is None else where
    numbers = found["row"].to_numpy(np.intp) - 1
    for sheet in found["sheet"].unique():
        is_here = found["sheet"].isna() if pd.isna(sheet) else found["sheet"] == sheet
        places = np.flatnonzero(is_here.to_numpy(np.bool_, na_value=False) & wanted)
        findings.sheet = sheet_name(sheet)
        free = findings.room(rule, numbers[places], column=heading, severity=severity)
        records += found.iloc[places[:free]].to_dict("records")
    return records


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
    spellings = doubled.drop_duplicates([*keys, "plain_label"])
    several = spellings[spellings.duplicated(keys, keep=False)].drop_duplicates(keys)
    heading = headings.get("kind")
    named = pd.DataFrame(first_of(several, "added_up", heading, findings, "info"))
    if named.empty:
        return
    doubled = doubled.merge(named[keys], on=keys)
    for _key, group in doubled.groupby(keys, sort=False):
        first = group.iloc[0].to_dict()
        parts = [
            f"{label} {grouped(int(number)) if pd.notna(number) else '…'}"
            for label, number in zip(group["label"], group[count], strict=True)
        ]
        findings.sheet = sheet_name(first["sheet"])
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
            column=heading_of(first, heading),
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
    first = several.groupby("person_key", sort=False)[["plain_name", "name", "row"]]
    beside = several.join(first.transform("first").add_prefix("first_"))
    pairs = zip(beside["first_plain_name"], beside["plain_name"], strict=True)
    is_other = np.array([not _are_like(one, other) for one, other in pairs], np.bool_)
    other = beside[is_other]
    heading = headings.get("nik")
    for row in first_of(other, "identity_name", heading, findings, "warning"):
        findings.sheet = sheet_name(row["sheet"])
        findings.add(
            "identity_name",
            _(
                "The NIK of “{name}” is that of “{other}” in row {row}; expected "
                "one NIK for one person.",
                name=row["name"],
                other=row["first_name"],
                row=row["first_row"],
            ),
            row=int(row["row"]) - 1,
            column=heading,
            severity="warning",
        )


def _are_like(name: str, other: str) -> bool:
    return name in other or other in name or are_alike(name, [other], _LIKE_NAMES)


def _region(row: Record) -> str:
    code = str(row["region_code"])
    return f"{regions.load().name(code)} ({code})"


def _period(row: Record) -> Period:
    return Period(int(str(row["period_from"])), int(str(row["period_to"])))


def sheet_name(value: object) -> str | None:
    """The sheet's name; None in a CSV file, which has no sheets."""
    return value if isinstance(value, str) else None
