"""The list of offices' months, and one of them opened: what changed, what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from imbang import formats, paths
from imbang.app import elements as st
from imbang.app import person
from imbang.app.shown import controls, parts
from imbang.app.shown.table import show_table
from imbang.app.state import answers, session
from imbang.app.state.view import PAGE, View
from imbang.periods import format_month
from imbang.reference.levels import ancestor, is_within
from imbang.screens.acceptance import acting_section, changes, tables, words
from imbang.store import accepting, snapshots
from imbang.store.accepting import Month
from imbang.store.deliveries import Store
from imbang.texts import _
from imbang.wording import findings, reporting
from imbang.wording.deliveries import office_name

_FINDINGS = 5  # told one by one
_PAGE = f"months{PAGE}"
_ROWS = 12  # beside the one that is looked at
_OPEN, _DONE, _ALL = "open", "accepted", "all"


def of_view(view: View) -> list[Month]:
    """The offices' months of the region in view; of a district or a village its
    regency's."""
    area = ancestor(view.region, "regency")
    found = accepting.months(Store(paths.store_folder()))
    return [one for one in found if is_within(one.office, area)]


def show(view: View, found: Sequence[Month], officers: Sequence[str]) -> None:
    """The list beside the one that is looked at, the first unless the link names one."""
    shown = _chosen(view, found, officers)
    looked_at = view.own.get("report")
    opened = next((one for one in found if one.key == looked_at), None) or next(
        iter(shown), None
    )
    left, right = st.columns([11, 9], gap="large")
    with left:
        _show_list(shown, opened)
    with right:
        if opened is not None:
            _show_one(view, opened)


def _chosen(view: View, found: Sequence[Month], officers: Sequence[str]) -> list[Month]:
    states = {
        _OPEN: _("Waiting"),
        _DONE: _("Accepted"),
        _ALL: _("All"),
    }
    of = sorted({one.month for one in found}, reverse=True)
    listed = {"": _("All")} | {
        format_month(index): formats.month(format_month(index)) for index in of
    }
    with st.container(key="order", horizontal=True, vertical_alignment="bottom"):
        state = controls.choose(view, "state", _("State"), states, width=170)
        month = controls.choose(view, "of", _("Month"), listed, width=190)
        wanted = controls.search(view, "office_q").strip().casefold()
        person.ask(_("Who accepts"), officers)
    return [
        one
        for one in found
        if (state == _ALL or (state == _DONE) == accepting.is_done(one))
        and month in ("", format_month(one.month))
        and wanted in f"{office_name(one.office)} {one.office}".casefold()
    ]


def _show_list(shown: Sequence[Month], opened: Month | None) -> None:
    parts.show_heading(
        _("Monthly reports of offices"),
        _("What waits first; then the latest month"),
    )
    if not shown:
        parts.show_nothing(
            _("None of them is in this list. Choose another state, month or office.")
        )
        return
    acting_section.offer_all(shown)

    def show_rows(page: int) -> None:
        rows = shown[_ROWS * (page - 1) : _ROWS * page]
        show_table(
            tables.months(rows, chosen=opened.key if opened else None),
            key="months",
            on_choose=lambda key: session.choose("report", key),
        )

    # the page that holds the one looked at, until another is turned to
    at = next((n for n, one in enumerate(shown) if one == opened), 0)
    asked = session.current().own.get(_PAGE, "")
    controls.show_pages(
        -(-len(shown) // _ROWS),
        show_rows,
        key="months",
        of=str(len(shown)),
        page=int(asked) if asked.isdecimal() else at // _ROWS + 1,
        turn=lambda page: session.choose(_PAGE, str(page)),
    )


def _show_one(view: View, one: Month) -> None:
    store = Store(paths.store_folder())
    sent = changes.beside_earlier(one, store.counted())
    with st.container(border=True, key="month"):
        parts.show_heading(words.name(one), words.state_told(one))
        _show_changes(store, one, sent)
        _show_findings(view, one)
        with st.container(
            key="month_buttons", horizontal=True, vertical_alignment="center"
        ):
            acting_section.offer(one)
        parts.show_heading(_("What the office sent"))
        show_table(tables.sent(sent), key="sent_month")
        if log := accepting.history(store, one.place):
            with st.expander(_("On record")):
                show_table(tables.history(log), key="month_log")


def _show_changes(store: Store, one: Month, sent: Sequence[changes.Sent]) -> None:
    """What moved since the report before; what is missing, left out or not published."""
    as_of = format_month(one.month)
    history = answers.ask("region_history", region=one.office, as_of=as_of)
    moved = [words.moved(step) for step in changes.moved(history, one)]
    if moved:
        parts.show_facts(moved)
    told = [
        words.left_out(changes.left_out(store, sent)),
        words.missing(_missing(one, as_of)),
        _unpublished(store, one),
    ]
    parts.show_notes([text for text in told if text])


def _missing(one: Month, as_of: str) -> list[str]:
    rows = answers.ask("reporting", region=one.office, as_of=as_of)
    is_of_month = rows["period"].map(
        lambda period: reporting.period_order(period)[0] == one.month
    )
    is_missing = (rows["status"] == "missing") & (rows["region_code"] == one.office)
    came = {each.dataset for each in one.sent}
    absent = rows[is_missing & is_of_month.astype(bool)]["dataset"].unique()
    return [key for key in absent.tolist() if key not in came]


def _unpublished(store: Store, one: Month) -> str:
    """Whether figures and findings are of what counts now."""
    current = snapshots.current_snapshot(store.folder)
    published = current.manifest["submissions"] if current else {}
    if all(id in published for id in one.ids):
        return ""
    return _(
        "Not all of it is published: figures and findings here are of what was sent"
        " before."
    )


def _show_findings(view: View, one: Month) -> None:
    as_of = format_month(one.month)
    rows = answers.ask("findings", region=one.office, as_of=as_of)
    still = rows[rows["state"] == "open"]
    parts.show_heading(
        _("Open findings"),
        words.findings(len(still), int((still["severity"] == "high").sum())),
    )
    if still.empty:
        return
    parts.show_notes([_told(row) for row in still.head(_FINDINGS).to_dict("records")])
    if as_of in answers.months():
        asked = replace(view.at(one.office), as_of=as_of, own={"tab": "findings"})
        st.page_link(
            "pages/10_mutu_data.py",
            label=_("All of them on the page Data quality"),
            icon=":material/fact_check:",
            query_params=asked.to_query(),
        )


def _told(row: Mapping[Any, Any]) -> str:
    sentence = findings.sentence(row["rule"], findings.read_detail(row["detail"]))
    return f"{findings.severity_name(row['severity'])}: {sentence}"
