"""What changed from one snapshot to another: chosen, told, listed, taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import controls, files, parts
from imbang.app.shown.table import show_table
from imbang.app.state import answers, session
from imbang.app.state.remembered import remembered
from imbang.drawing.tables import pages, part
from imbang.periods import format_month
from imbang.publishing import differences
from imbang.publishing.differences import Differences
from imbang.reference.levels import LEVELS
from imbang.refusals import Refusal
from imbang.screens.imports import difference_tables
from imbang.store.deliveries import Store
from imbang.texts import _, plural
from imbang.wording.names import level_name

_LEVELS = LEVELS[1:]
Record = dict[str, Any]


def show_differences(store: Store, rows: list[Record], after: str) -> None:
    """The snapshot ``after`` held against another one, chosen here."""
    before = _choose_before(rows, after)
    if before is None:
        parts.show_nothing(
            _("Snapshot {id} is the first: there is none before it.", id=after)
        )
        return
    try:
        found = _compared(store.folder, before, after, "province", None)
        _show_sent(found)
        with st.container(key="controls", horizontal=True, vertical_alignment="bottom"):
            level, month = _choose_level(), _choose_month(found)
        with st.spinner(_("Comparing …")):
            _show_figures(_compared(store.folder, before, after, level, month), level)
    except Refusal as refusal:
        st.warning(str(refusal), icon=":material/info:")


@remembered
def _compared(
    store: Path, before: str, after: str, level: str, month: str | None
) -> Differences:
    """Snapshots never change, so that differences may be kept; they hold no identities."""
    return differences.compare(Store(store), before, after, level=level, as_of=month)


def _choose_before(rows: list[Record], after: str) -> str | None:
    others = [row["snapshot_id"] for row in rows if row["snapshot_id"] != after]
    if not others:
        return None
    earlier = [id for id in others if id < after]
    usual = earlier[0] if earlier else others[0]
    asked = session.current().own.get("before")
    made = {row["snapshot_id"]: formats.moment(row["made_at"]) for row in rows}
    session.sync("before", asked if asked in others else usual)
    chosen = st.selectbox(
        _("Compared with snapshot"),
        others,
        key="before",
        width=330,
        format_func=lambda id: f"{id} · {made[id]}",
        on_change=lambda: session.choose("before", st.session_state["before"]),
    )
    return str(chosen or usual)


def _choose_level() -> str:
    names = {level: level_name(level) for level in _LEVELS}
    asked = session.current().own.get("depth", "regency")
    session.sync("depth", asked if asked in names else "regency")
    chosen = st.segmented_control(
        _("Divided into"),
        _LEVELS,
        key="depth",
        required=True,
        format_func=names.__getitem__,
        on_change=lambda: session.choose("depth", st.session_state["depth"]),
    )
    return chosen or "regency"


def _choose_month(found: Differences) -> str | None:
    """The month of the figures: at first the last one that something was sent for."""
    scope = answers.scope()
    if scope is None or found.as_of is None:
        return None
    told = [format_month(one.submission.period.last) for one in found.submissions]
    usual = min(max(told, default=found.as_of), found.as_of)
    asked = session.current().own.get("month")
    names = {month: formats.month(month) for month in scope.months}
    if usual not in names:
        return None
    session.sync("month", asked if asked in names else usual)
    chosen = st.selectbox(
        _("As of"),
        list(names),
        key="month",
        width=190,
        format_func=names.__getitem__,
        on_change=lambda: session.choose("month", st.session_state["month"]),
    )
    return str(chosen or usual)


def _show_sent(found: Differences) -> None:
    n = len(found.submissions)
    parts.show_heading(
        _("What was sent in between"),
        plural("{n} submission", "{n} submissions", n, n=formats.number(n)),
    )
    if found.submissions:
        show_table(difference_tables.sent(found.submissions), key="between")
    if lines := difference_tables.set_otherwise(found):
        parts.show_notes(lines)


def _show_figures(found: Differences, level: str) -> None:
    figures = found.figures
    if figures is None:
        parts.show_nothing(
            _("Their figures cannot be compared by this version of Imbang.")
        )
        return
    seen = difference_tables.by_cause(figures)
    n = len(seen)
    parts.show_heading(
        _("Figures that changed, as of {month}", month=formats.month(found.as_of)),
        plural("{n} figure", "{n} figures", n, n=formats.number(n)),
    )
    if not n:
        parts.show_nothing(_("No figure changed at this level."))
        return

    def show(page: int) -> None:
        table = difference_tables.changed(
            seen.iloc[part(page)], level_name(level), found.submissions
        )
        show_table(table, key="changed")

    of = f"{found.before}_{found.after}_{level}"
    controls.show_pages(pages(n), show, key="changed", of=of, rows=n)
    name = f"differences_{found.before}_{found.after}_{level}"
    files.offer(
        seen,
        difference_tables.changed_columns(level_name(level), found.submissions),
        name,
        title=_(
            "Figures that changed, as of {month}", month=formats.month(found.as_of)
        ),
        under=_("Snapshots {a} and {b}", a=found.before, b=found.after),
        answers={"differences": figures},
    )
