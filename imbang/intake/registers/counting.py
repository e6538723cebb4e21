"""A register as counts: each row of a person is one, and nothing else of it is read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from imbang.formats import grouped
from imbang.intake.files.cells import Cells, Mask, Rows, Sheet
from imbang.intake.headings.choosing import Candidate
from imbang.intake.layout.layout import Layout, lay_out
from imbang.intake.registers.finding import NEEDS, PEOPLE, Register
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer
from imbang.intake.splits.adding import key_names
from imbang.intake.splits.answers import COUNT_ROWS, in_words
from imbang.reference import regions as known_regions
from imbang.reference.datasets import Dataset, load_datasets
from imbang.reference.kind_labels import meaning_of
from imbang.reference.levels import ancestors
from imbang.reference.spelling import plain
from imbang.texts import _, plural

_NIK_DIGITS = 16


@dataclass(frozen=True, eq=False)
class Counted:
    """A register without its persons: ``sheet`` and ``layout`` as those of counts."""

    sheet: Sheet
    layout: Layout


def without_persons(register: Register, sheet: Sheet) -> Sheet:
    """The sheet with nothing below its heading but regions, kinds and periods."""
    kept = {at for found in register.counted.columns.values() for at in found}
    return emptied(sheet, register.heading_rows[-1] + 1, kept)


def emptied(sheet: Sheet, below: int, kept: Collection[int] = ()) -> Sheet:
    """The sheet with nothing from a row on but in the columns that are ``kept``."""
    columns = [
        cells if at in kept else _emptied(cells, below)
        for at, cells in enumerate(sheet.columns)
    ]
    return replace(sheet, columns=tuple(columns))


def _emptied(cells: Cells, below: int) -> Cells:
    """The cells above a row, with no text of those from there on."""
    codes = cells.codes.copy()
    codes[below:] = -1
    used = np.unique(codes[codes >= 0])
    places = np.full(len(cells.texts) + 1, -1, np.int32)
    places[used] = np.arange(len(used))
    return Cells(
        places[codes],
        tuple(cells.texts[at] for at in used.tolist()),
        tuple(cells.is_number[at] for at in used.tolist()),
    )


def ask_to_count(register: Register, findings: Findings) -> None:
    """Say that no person in need is recorded, and ask whether rows are to be counted."""
    findings.ask(
        "register_of_persons",
        _(
            "This is a register of persons in need, of whom Imbang keeps no names and no "
            "NIK. It can count the rows by region and kind while reading; say that, or "
            "send counts."
        ),
        "choice",
        register.asked,
        rows=[register.heading_rows[-1]],
        column=register.asked,
        offered=[
            Answer(
                COUNT_ROWS,
                in_words(COUNT_ROWS) or COUNT_ROWS,
                _(
                    "rows are counted by region and kind; names and NIK are dropped at once"
                ),
            )
        ],
        asked=_(
            "This is a register of persons; Imbang keeps no names of people in need. "
            "Count its rows by region and kind?"
        ),
    )


def refuse_list(chosen: Candidate, findings: Findings) -> None:
    """Say that persons of the national list are not taken, but their number."""
    findings.add(
        "register_of_list",
        _(
            "This is a register of persons in the list DTKS or DTSEN, of whom Imbang keeps "
            "no names and no NIK. Send how many individuals and families there are by "
            "region."
        ),
        row=chosen.heading_rows[-1],
    )


def counted(register: Register, sheet: Sheet, findings: Findings) -> Counted:
    """The register as a table of counts, each row of a person one of its kind."""
    people = load_datasets()[PEOPLE]
    layout = lay_out(sheet, people, register.heading_rows, register.people)
    again = _named_again(register, sheet, layout.rows)
    rows = layout.rows[~again]
    _tell(len(rows), int(again.sum()), findings)
    cleared = without_persons(register, sheet)
    columns, texts = list(cleared.columns), list(register.counted.texts)
    known = dict(register.counted.columns)
    needs = load_datasets()[NEEDS]
    added = {"count": "1"} | ({"kind": register.kind.text} if register.kind else {})
    for key, text in added.items():
        codes = np.full(sheet.height, -1, np.int32)
        codes[rows] = 0
        known[key] = (len(columns),)
        columns.append(Cells(codes, (text,), (key == "count",)))
        texts.append(needs.column(key).heading)
    headings = replace(register.counted, texts=tuple(texts), columns=known)
    return Counted(
        replace(cleared, columns=tuple(columns)),
        replace(layout, headings=headings, rows=rows),
    )


def _named_again(register: Register, sheet: Sheet, rows: Rows) -> Mask:
    """Which rows hold a NIK that stood already for the same kind and period."""
    again = np.zeros(len(rows), np.bool_)
    niks = [sheet.columns[at] for at in register.people.columns.get("nik", ())]
    kinds = [sheet.columns[at] for at in register.counted.columns.get("kind", ())]
    periods = [sheet.columns[at] for at in register.counted.columns.get("period", ())]
    seen = set()
    for place, row in enumerate(rows.tolist()):
        nik = "".join(filter(str.isdigit, "".join(c.text(row) for c in niks)))
        if len(nik) != _NIK_DIGITS:
            continue
        key = nik, *(_kind(c.text(row)) for c in kinds), *(c.text(row) for c in periods)
        again[place] = key in seen
        seen.add(key)
    return again


def _kind(label: str) -> str:
    meaning = meaning_of(label, "ppks_kinds")
    return meaning.kind.key if meaning else plain(label)


def _tell(rows: int, again: int, findings: Findings) -> None:
    findings.add(
        "rows_counted",
        plural(
            "{n} row of a person is counted; names, NIK and all other columns are "
            "dropped.",
            "{n} rows of persons are counted; names, NIK and all other columns are "
            "dropped.",
            rows,
            n=grouped(rows),
        ),
        severity="info",
    )
    if again:
        findings.add(
            "counted_once",
            plural(
                "{n} row has a NIK that stands for the same kind before; that person "
                "is counted once.",
                "{n} rows have a NIK that stands for the same kind before; these "
                "persons are counted once.",
                again,
                n=grouped(again),
            ),
            severity="warning",
        )


def summed(table: pa.Table, dataset: Dataset, findings: Findings) -> pa.Table:
    """The typed table with one row for each region, kind and period, and their number.

    A district beside villages of its own is one row with these: rows that name no village
    are of any of them.
    """
    regions = table["region_code"].to_pylist()
    wholes = _wholes(regions, findings)
    at = table.column_names.index("region_code")
    merged = pa.array([wholes.get(code, code) for code in regions], pa.string())
    table = table.set_column(at, "region_code", merged)
    keys = key_names(table, dataset)
    others = [name for name in table.column_names if name not in (*keys, "count")]
    how = [("count", "sum"), *((name, "first") for name in others)]
    found = table.group_by(keys, use_threads=False).aggregate(how)
    ends = dict(how)
    return pa.table(
        {
            name: found[f"{name}_{ends[name]}" if name in ends else name]
            for name in table.column_names
        }
    ).cast(table.schema)


def _wholes(regions: Sequence[str | None], findings: Findings) -> dict[str, str]:
    """By region the highest one above it that rows are of themselves, which is told."""
    known = {code for code in regions if code}
    found = {
        code: above[-1]
        for code in known
        if (above := [one for one in ancestors(code)[1:] if one in known])
    }
    for whole in sorted(set(found.values())):
        n = regions.count(whole)
        findings.add(
            "counted_as_whole",
            plural(
                "{n} row names {region} and nothing lower; so all rows there are counted "
                "for {region} as a whole. Name the lower region in each row to have them "
                "apart.",
                "{n} rows name {region} and nothing lower; so all rows there are counted "
                "for {region} as a whole. Name the lower region in each row to have them "
                "apart.",
                n,
                n=grouped(n),
                region=known_regions.load().name(whole),
            ),
            severity="warning",
        )
    return found
