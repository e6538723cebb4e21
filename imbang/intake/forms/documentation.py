"""docs/datasets.md, made from ``data/datasets``: ``python -m imbang.intake.forms.documentation``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from imbang import paths
from imbang.reference.datasets import Column, Dataset, load_datasets, load_refused

PAGE = paths.ROOT / "docs" / "datasets.md"

_INTRODUCTION = """\
# What offices send

<!-- Made from data/datasets by: python -m imbang.intake.forms.documentation -->

Excel (`.xlsx`) or CSV, one sheet for each dataset. `imbang template DIR` writes a
workbook with all of them, with notes and pick-lists; any table with the same columns
will do. Headings are matched without regard to case, signs and blanks, by the names
below. Which layouts are understood, wide tables and headings of several rows among them,
is told in [messy_files.md](messy_files.md).

How cells are read:

- **whole numbers**: `1204`, `1.204`, `12,0`; `-` is 0; blank, `...` and `n/a` mean not
  reported. `1,204`, fractions and negative numbers are refused.
- **dates**: `15-01-2022`, `15/01/2022`, `2022-01-15`, `15 Januari 2022`, date cells.
- **periods**: `2024`, `2024-06`, `06/2024`, `Juni 2024`, `Triwulan II 2024`,
  `Semester I 2024`, `s.d. Juni 2024` (the month named), `Januari - Juni 2024`.
- **regions**: Kemendagri codes with or without dots. Where code columns of several
  levels stand side by side, the deepest code of a row counts. It counts whatever name
  stands beside it, and a name of another region is told; only under a heading of a higher
  level (*Kode Kecamatan* beside *Desa*) does the name say which region in it is meant.
  Without a code, a name within the office's area does; what is not clear is asked:
  [questions.md](questions.md).
- **NIK**: 16 digits as text. It becomes a keyed hash while reading and is kept nowhere.
  In another column it is refused, however it is written: [operation.md](operation.md).
- **amounts**: rupiah, `1.250.000`, `Rp 1.250.000,00`, `1250000`; `-` is 0. `1,250` may be
  a thousand or a fraction and is refused.
- **decimals**: `85`, `12,5`, `12.5`, `12,5 %`, `-2,5`; a dash is no value. `1.204` and
  `1,204` may be a thousand or a fraction and are refused.
- **choices**: the words in the notes, without regard to case and signs. Where the note
  says that other words are kept, they stand as written.
- **indicators**: key or name, as in `queries/indicators`.
- **flows**: figures that cover months. A row says in *Sifat Angka* whether they count
  from January to the end of its period (`s.d. bulan ini`, also when blank) or are those
  of the period alone (`bulan ini saja`). Periods that cover a month twice are refused:
  two monthly ones that overlap, a monthly one within a cumulative one, and cumulative
  ones that end in the same month.

Rows that hold a region and nothing else, as the template gives them, are not imported
and named in the report. A column is added to a dataset, or a dataset to these, in
`data/datasets` alone: checks, templates, this page and the table `source.<dataset>` that
publishing fills are made from there.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        _INTRODUCTION,
        *map(_section, load_datasets().values()),
        _refused_section(),
    ]
    return "\n".join(parts)


def _section(dataset: Dataset) -> str:
    names = ", ".join(f"`{name}`" for name in (*dataset.sheets, dataset.key))
    lines = [
        f"## `{dataset.key}`: {dataset.title_id} ({dataset.title_en})",
        "",
        dataset.grain_en,
        "",
        f"Sheet names: {names}.",
        "",
        *_evidence_lines(dataset),
        _period_line(dataset),
        "",
        "| column | heading | also | type | required | note |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_row(column) for column in dataset.columns),
        "",
        *_rule_lines(dataset),
    ]
    return "\n".join(lines) + "\n"


def _evidence_lines(dataset: Dataset) -> list[str]:
    if not dataset.evidence:
        return []
    words = ", ".join(f"`{word}`" for word in dataset.evidence)
    return [
        f"Its tables say so by a kind, or by one of these words in a heading, a title or a name: {words}.",
        "",
    ]


def _period_line(dataset: Dataset) -> str:
    if dataset.period == "title":
        return (
            "The period stands above the table (`Keadaan: Desember 2024`), or is given "
            "with `--period`."
        )
    return (
        "The period stands in each row, above the table, or is given with `--period`."
    )


def _row(column: Column) -> str:
    also = ", ".join((column.heading_en, *column.synonyms))
    kind = f"{column.type}, {column.unit}" if column.unit else column.type
    cells = (
        f"`{column.key}`",
        column.heading,
        also,
        kind,
        "yes" if column.required else "",
        " ".join([column.note_en, *_limits(column)]),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _limits(column: Column) -> Iterator[str]:
    if column.minimum is not None:
        yield f"At least {column.minimum}."
    if column.maximum is not None:
        yield f"At most {column.maximum}.".replace("this_year", "this year")
    if column.earliest is not None:
        yield f"From {column.earliest.isoformat()} on."
    if column.latest_days_ahead is not None:
        ahead = column.latest_days_ahead
        yield f"At most {ahead} days ahead." if ahead else "Not after today."
    for choice in column.choices:
        yield f"`{choice.key}`: {', '.join((choice.label, *choice.synonyms))}."
    if column.is_open:
        yield "Other words are kept."
    if column.is_titled:
        yield "The title, the sheet's name or the file's may say it in place of a column."
    if column.in_headings:
        yield "May stand over the figures."
    if column.is_flow:
        yield "A flow."
    if column.is_anywhere:
        yield "May lie outside the office."
    if column.refers_to:
        yield f"As in `{column.refers_to}` of the same office."
    if column.left_out:
        yield f"Left out and named: {', '.join(column.left_out)}."


def _rule_lines(dataset: Dataset) -> Iterator[str]:
    for keys in dataset.unique:
        named = ", ".join(f"`{key}`" for key in keys)
        yield f"- Stands once: {named}."
    for earlier, later in dataset.in_order:
        yield f"- `{later}` is not before `{earlier}`."
    for keys in dataset.any_of:
        yield f"- At least one of: {', '.join(f'`{key}`' for key in keys)}."
    for refused in dataset.refused:
        headings = ", ".join(refused.headings)
        yield f"- Refused is the {refused.label_en}: {headings}."
    if dataset.prefilled:
        levels = ", ".join(dataset.prefilled)
        yield f"- The template gives a row for every region of an office: {levels}."
    if dataset.told_apart:
        told = ", ".join(f"`{key}`" for key in dataset.told_apart)
        yield f"- A file takes the place only of what it tells of itself: {told}."
    if dataset.added_up_by_label:
        yield (
            "- Different labels of one kind for one region and period are added up and "
            "named; the same label twice is refused."
        )


def _refused_section() -> str:
    lines = ["## Columns that are refused", ""]
    for column in load_refused():
        lines.append(f"- {column.label_en}: {', '.join(column.headings)}.")
    return "\n".join(lines) + "\n"


def main(path: Path = PAGE) -> None:
    """Write the page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
