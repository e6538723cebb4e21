"""What is wrong with a file: in groups, in place in the sheet, and as files to take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from imbang import formats, paths
from imbang.access import acting
from imbang.access.rights import Right
from imbang.app import elements as st
from imbang.app.shown import allowed, controls
from imbang.app.shown.where import later
from imbang.drawing import columns, downloads
from imbang.intake.report.marking import mark, marked_name
from imbang.intake.report.marking_places import read_of
from imbang.intake.report.printing import as_json, as_text
from imbang.intake.report.problems import Problem, Severity
from imbang.intake.report.results import Report, SheetRead
from imbang.reference.datasets import load_datasets
from imbang.screens.imports import words
from imbang.screens.imports.desk import Item, unasked
from imbang.screens.imports.preview import pages, preview
from imbang.screens.imports.preview_section import show_preview
from imbang.screens.imports.words import SEVERITIES, Group
from imbang.store.personal import seen
from imbang.texts import _

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_GROUPS_SHOWN = 12
_MARKS = {"error": "✕", "warning": "▲", "info": "–"}


def show_problems(item: Item, report: Report, slug: str) -> None:
    """The problems of a file; where all is well, its notes wait folded away."""
    if not report.problems:
        return
    counts = words.counted(report.problems)
    if counts["error"] or counts["warning"]:
        _show_all(item, report, counts, slug)
        return
    label = words.severity_words("info", counts["info"])
    with st.expander(label, key=f"notes_{slug}"):
        _show_all(item, report, counts, slug)


def may_show(item: Item, report: Report) -> bool:
    """Whether what stands in a file may be shown: of one that names people, where whoever
    looks may see names of its office. Else what is wrong with it as a whole is said."""
    if not _holds_names(report):
        return True
    office = report.offices.get(item.name)
    if allowed.may(Right.NAMES, office):
        own = acting.person().regions(Right.NAMES)[0]
        rows = sum(one.rows for one in report.sheets if one.file == item.name)
        seen.record(paths.store_folder(), office or own, rows, "import")
        return True
    _show_groups([one for one in report.problems if one.sheet is None], "")
    return False


def _holds_names(report: Report) -> bool:
    """Whether a file names people: a register, or a list of those who took part."""
    read = {sheet.dataset for sheet in report.sheets}
    held = (one for key, one in load_datasets().items() if key in read)
    return report.has_identities or any(
        column.key == "name" for one in held for column in one.columns
    )


def _show_all(
    item: Item, report: Report, counts: dict[Severity, int], slug: str
) -> None:
    severity = _choose_severity(report, counts, slug)
    marked = [p for p in report.problems if p.severity == severity]
    # what is asked above need not be said again; in the sheet it is marked all the same
    told = [p for p in unasked(report) if p.severity == severity]
    _show_groups([p for p in told if p.sheet is None], "")
    for number, name in enumerate(dict.fromkeys(p.sheet for p in marked)):
        if name is not None:
            title = _("Sheet {sheet}", sheet=name)
            _show_groups([p for p in told if p.sheet == name], title)
        tables = [one for one in report.sheets if one.sheet == name]
        here = [p for p in marked if p.sheet == name]
        _show_tables(tables, here, f"{slug}_{severity}_{number}")
    _offer_files(item, report, slug)


def _choose_severity(
    report: Report, counts: dict[Severity, int], slug: str
) -> Severity:
    present = [severity for severity in SEVERITIES if counts[severity]]
    names = {s: words.found_words(report, s) for s in present}
    chosen = st.segmented_control(
        _("What was found"),
        present,
        key=f"severity_{slug}_{'_'.join(present)}",
        default=present[0],
        required=True,
        format_func=names.__getitem__,
        label_visibility="collapsed",
    )
    return chosen or present[0]


def _show_groups(problems: Sequence[Problem], title: str) -> None:
    if not problems:
        return
    found = words.groups(problems)
    heading = f'<h4 class="sheet-name">{escape(title)}</h4>' if title else ""
    lines = "".join(map(_group, found[:_GROUPS_SHOWN]))
    rest = found[_GROUPS_SHOWN:]
    if rest:
        more = _(
            "and {count} more of other kinds",
            count=formats.number(sum(group.count for group in rest)),
        )
        lines += f'<li class="more">{escape(more)}</li>'
    st.html(f'{heading}<ul class="problems">{lines}</ul>')


def _group(group: Group) -> str:
    place = f"<b>{escape(group.place)}</b> " if group.place else ""
    return (
        f'<li class="{group.severity}"><i aria-hidden="true">{_MARKS[group.severity]}</i>'
        f"<span>{place}{escape(group.message)}</span></li>"
    )


def _show_tables(
    tables: Sequence[SheetRead], problems: Sequence[Problem], slug: str
) -> None:
    """Each table of one sheet in which something is to be seen, most often the only one."""
    read = [read_of(problem, tables) for problem in problems]
    for number, table in enumerate(tables):
        here = [p for p, of in zip(problems, read, strict=True) if of is table]
        if here:
            _show_in_place(table, here, f"{slug}_{number}")


def _show_in_place(sheet: SheetRead, problems: Sequence[Problem], slug: str) -> None:
    caption = _("{sheet}, as it stands in the file", sheet=sheet.sheet or sheet.file)

    def show(page: int) -> None:
        if drawn := preview(sheet, problems, page=page):
            show_preview(drawn, caption=caption)

    controls.show_pages(pages(problems), show, key=f"preview_{slug}")


def _offer_files(item: Item, report: Report, slug: str) -> None:
    """All that was found, to send back to whoever made the file."""
    stem = item.source.stem
    kinds: dict[str, tuple[str, str, str, Callable[[], str | bytes]]] = {
        "marked": (
            _("The workbook with its errors marked"),
            marked_name(stem),
            _EXCEL,
            lambda: mark(report.sheets, report.problems),
        ),
        "text": (_("As text"), f"{stem}.txt", "text/plain", lambda: as_text(report)),
        "csv": (_("As CSV"), f"{stem}.csv", "text/csv", lambda: _as_csv(report)),
        "json": (
            _("As JSON"),
            f"{stem}.json",
            "application/json",
            lambda: as_json(report),
        ),
    }
    with st.container(key=f"downloads_{slug}", horizontal=True):
        for kind, (label, name, mime, make) in kinds.items():
            st.download_button(
                label,
                later(make),
                name,
                mime,
                key=f"{kind}_{slug}",
                on_click="ignore",
                icon=":material/download:",
                type="tertiary",
            )


def _as_csv(report: Report) -> bytes:
    import json

    headings = (
        columns.text("file", _("File")),
        columns.text("sheet", _("Sheet")),
        columns.number("row", _("Row")),
        columns.text("column", _("Column")),
        columns.text("value", _("Found")),
        columns.text("message", _("Message")),
        columns.text("severity", _("Severity")),
        columns.text("rule", _("Rule")),
    )
    keys = [column.key for column in headings]
    found = pd.DataFrame(json.loads(as_json(report)), columns=keys)
    return downloads.as_csv(found, headings)
