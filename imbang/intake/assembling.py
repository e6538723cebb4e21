"""From typed tables to drafts: which office a file is from, one draft a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from imbang.intake.layout.titles import find_offices, offices_meant
from imbang.intake.places.questions import described
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options, SheetRead
from imbang.intake.typed.reading import Reading
from imbang.intake.typed.typed_sheet import TypedSheet, with_period
from imbang.periods import Period
from imbang.reference import levels, regions
from imbang.store.drafts import Draft
from imbang.texts import _


def find_area(
    sheets: Sequence[SheetRead], readings: Sequence[Reading], options: Options
) -> str | None:
    """The region in which names of a file are looked for, before its rows are read.

    As `find_office`, by what stands above the tables and by the codes of their rows;
    None where nothing says it.
    """
    places = regions.load()
    if options.region is not None:
        return places.normalise([options.region])[0]
    texts = {
        text
        for reading in readings
        for at in reading.layout.headings.columns.get("region_code", ())
        for text in reading.sheet.columns[at].texts
    }
    texts |= {text for sheet in sheets for text in _written_codes(sheet)}
    codes = [code for code in places.normalise(sorted(texts)) if code]
    titles = [title for sheet in sheets for title in _titles(sheet)]
    return _office(find_offices(titles), codes)


def _written_codes(sheet: SheetRead) -> list[str]:
    """What stands in a sheet's code columns, whether its rows can be read or not."""
    if sheet.content is None:
        return []
    at_codes = [at for at, key in sheet.columns.items() if key == "region_code"]
    return [text for at in at_codes for text in sheet.content.columns[at].texts]


def _titles(sheet: SheetRead) -> list[str]:
    """The rows above a sheet's heading, as far as one was found."""
    if sheet.content is None or not sheet.heading_rows:
        return []
    above = range(sheet.heading_rows[0] - 1)
    return [" ".join(filter(None, sheet.content.row(row))) for row in above]


def find_office(
    sheets: Sequence[TypedSheet], options: Options, findings: Findings
) -> str | None:
    """The office a file is from; None, with a question, when its titles do not agree.

    It is the one the officer names, else the one a title names, else what the region
    codes of all its sheets have in common, at most as small as a regency.
    """
    places = regions.load()
    if options.region is not None:
        return places.normalise([options.region])[0]
    named = find_offices([title for sheet in sheets for title in sheet.titles])
    office = _office(named, _codes(sheets))
    if office is None and len(named) > 1:
        findings.ask(
            "office",
            _(
                "The titles name several offices ({offices}); expected one. Say which "
                "one sends this file.",
                offices=", ".join(f"{places.name(c)} ({c})" for c in named),
            ),
            "office",
            offered=[Answer(code, places.name(code)) for code in named],
        )
    elif office is None and not findings.has_errors:
        findings.ask(
            "office",
            _(
                "The file does not say which office sends it. Write it above the "
                "table, for example “Dinas Sosial Kabupaten Banjar”, or say which one "
                "it is."
            ),
            "office",
            offered=offices_meant(
                [title for sheet in sheets for title in sheet.titles]
            ),
        )
    return office


def _office(named: Sequence[str], codes: Sequence[str]) -> str | None:
    """The office of a file whose titles name these and whose rows have these codes."""
    places = regions.load()
    fitting = [c for c in named if all(places.is_within(code, c) for code in codes)]
    if codes and fitting:
        return max(fitting, key=len)
    if named:
        return named[0] if len(named) == 1 else None
    return places.office_of(codes) if codes else None


def check_within(sheets: Sequence[TypedSheet], office: str, findings: Findings) -> None:
    """An error for each row whose region is not the office's; asked is whose it all is."""
    places = regions.load()
    beyond: set[str] = set()
    for sheet in _within_office(sheets):
        column = sheet.table["region_code"]
        outside = [
            code
            for code in pc.unique(column).to_pylist()
            if code is not None and not places.is_within(code, office)
        ]
        if not outside:
            continue
        beyond |= set(outside)
        found = sheet.table.filter(pc.is_in(column, pa.array(outside)))
        findings.sheet = sheet.sheet
        for code, row in zip(
            found["region_code"].to_pylist(), found["row"].to_pylist(), strict=True
        ):
            findings.add(
                "outside_office",
                _(
                    "{name} ({code}) does not lie in {office}, whose file this is. Put "
                    "the row right, or say which office sends this file.",
                    name=places.name(code),
                    code=code,
                    office=f"{places.name(office)} ({office})",
                ),
                row=row - 1,
                column=sheet.headings["region_code"],
                value=code,
            )
    if beyond and (above := places.office_of([*beyond, office])) != levels.NATION:
        findings.sheet = None
        findings.question(
            "office",
            offered=[Answer(above, described(above))],
            asked=_(
                "Rows lie outside {office}. Whose file is it?", office=described(office)
            ),
        )


def make_drafts(
    sheets: Sequence[TypedSheet], office: str, file: str
) -> Iterator[Draft]:
    """One draft for each dataset and period of a file, sheets in their order."""
    for key in dict.fromkeys(sheet.dataset.key for sheet in sheets):
        tables = [with_period(sheet) for sheet in sheets if sheet.dataset.key == key]
        table = pa.concat_tables(tables)
        for period in _periods(table):
            rows = table.filter(
                pc.and_(
                    pc.equal(table["period_from"], period.first),
                    pc.equal(table["period_to"], period.last),
                )
            )
            names = pc.unique(rows["sheet"]).to_pylist()
            yield Draft(
                dataset=key,
                office=office,
                period=period,
                file=file,
                sheets=tuple(name for name in names if name is not None),
                table=_kept(rows, sheets, key).combine_chunks(),
            )


def _periods(table: pa.Table) -> list[Period]:
    pairs = table.group_by(["period_from", "period_to"]).aggregate([]).to_pylist()
    return sorted(Period(pair["period_from"], pair["period_to"]) for pair in pairs)


def _kept(rows: pa.Table, sheets: Sequence[TypedSheet], key: str) -> pa.Table:
    """Without what only the check needs: label, heading, and a register's own period."""
    dataset = next(sheet.dataset for sheet in sheets if sheet.dataset.key == key)
    dropped = {"label", "heading"}
    if dataset.period == "title":
        dropped |= {"period_from", "period_to"}
    return rows.select([name for name in rows.column_names if name not in dropped])


def _codes(sheets: Sequence[TypedSheet]) -> list[str]:
    found = {
        code
        for sheet in _within_office(sheets)
        for code in pc.unique(sheet.table["region_code"]).to_pylist()
    }
    return sorted(found - {None})


def _within_office(sheets: Sequence[TypedSheet]) -> Iterator[TypedSheet]:
    """The sheets whose regions are the office's: not those without, nor of guests."""
    for sheet in sheets:
        if any(not c.is_anywhere for c in sheet.dataset.of_type("region_code")):
            yield sheet
