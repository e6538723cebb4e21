"""The sections of a region's profile: each asks its question and shows the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from imbang import formats, paths
from imbang.access.rights import Right
from imbang.analysis.situation import Situation
from imbang.analysis.spine import spine
from imbang.app import elements as st
from imbang.app.shown import allowed, exhibits, links, parts, sources
from imbang.app.shown.exhibits import Exhibit
from imbang.app.shown.table import show_table
from imbang.app.state import answers, changes, coverage, events
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.decisions import records
from imbang.drawing.tables import draw
from imbang.reference.levels import (
    NATION,
    ancestor,
    is_within,
    level_of,
    lower_level,
    parent,
)
from imbang.screens.profile import charts, tables, words
from imbang.store.workspace import Workspace
from imbang.texts import _, plural
from imbang.wording import cards, cases, pillar_people, reporting
from imbang.wording.coverage import region_facts
from imbang.wording.names import full_name

Row = dict[str, Any]
KINDS = 6
VACANT_MONTHS = 6


def own(view: View) -> Row:
    """The region's row of ``coverage``."""
    return _first(coverage.own_coverage(view, view.as_of, view.norm))


def within(view: View) -> str:
    """The regions that hold it, the nearest first; empty for what none holds."""
    steps = answers.path(view.region)[:-1][::-1]
    return ", ".join(full_name(name, level_of(code)) for code, name in steps)


def show_head(view: View, s: Situation, row: Row) -> None:
    """The figures asked for first, and what stands beside them."""
    parts.show_cards(taken(cards.region_cards, s, row), in_line=True)
    neighbours = coverage.coverage(
        parent(view.region), level_of(view.region), view.as_of, view.norm
    )
    with st.container(key="profile_head"):
        parts.show_facts(taken(region_facts.further, row, neighbours))


def show_spine(view: View) -> None:
    """Every figure beside what it is held against, and between the worst and the best of
    the regions around; where there are none around, of those inside."""
    mine, peers, level = _compared(view)
    rows = taken(spine, mine, peers)
    if rows.empty:
        parts.show_heading(_("Beside others"))
        parts.show_nothing(_("No figure that could be compared is reported here yet."))
        return
    named, province = words.peers_name(level), _province(view)
    exhibits.show_exhibit(
        Exhibit(
            "spine",
            taken(words.told_spine, rows, province, named),
            taken(words.under_spine, rows, province, named),
            rows,
            tables.spine_columns(rows, province, named),
            "profile",
        ),
        lambda theme: charts.spine(rows, theme),
    )


def _province(view: View) -> str:
    """The name of the province that figures without a target are held against."""
    steps = answers.path(view.region)
    return full_name(steps[0][1], level_of(steps[0][0])) if steps else ""


def _compared(view: View) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """The region's figures, those of its peers, and the level of the peers."""
    level = level_of(view.region)
    if view.region != NATION:
        around = _figures(view, parent(view.region), level)
        mine, has_peers = taken(_own_of, around, view.region)
        if has_peers:
            return mine, around, level
    inside = lower_level(view.region)
    mine = _figures(view, view.region, level)
    return mine, _figures(view, view.region, inside), inside


def _own_of(around: pd.DataFrame, code: str) -> tuple[pd.DataFrame, bool]:
    """The rows of the region itself, and whether others beside it have figures."""
    is_own = around["region_code"] == code
    return around[is_own], bool(around.loc[~is_own, "value"].notna().any())


def _figures(view: View, region: str, level: str) -> pd.DataFrame:
    return answers.ask("indicator_values", region=region, level=level, as_of=view.as_of)


def show_history(view: View) -> None:
    """PMKS and PSM as they were reported."""
    rows = answers.ask("region_history", region=view.region, as_of=view.as_of)
    first = taken(_first_reported, rows)
    growth = answers.ask(
        "growth", region=view.region, as_of=view.as_of, base=first or view.as_of
    )
    told = taken(words.told_history, rows, growth)
    if first is None:
        parts.show_heading(told)
        return
    exhibits.show_exhibit(
        Exhibit(
            "history",
            told,
            _("A dot where a report came; dotted where the last one still stands"),
            rows,
            tables.history_columns(),
            "history",
            events=events.within(view, sources.COVERAGE, set(rows["month"])),
        ),
        lambda theme: charts.history(rows, theme),
    )


def _first_reported(rows: pd.DataFrame) -> str | None:
    reported = rows[rows[["ppks_persons", "psm_active"]].notna().any(axis=1)]
    return str(reported["month"].min()) if len(reported) else None


def show_place(view: View, s: Situation) -> None:
    """What one more PSM here would achieve."""
    norm = s.norm.exact if s.norm else None
    steps = answers.ask(
        "placement",
        region=view.region,
        level="village",
        as_of=view.as_of,
        norm=norm,
        posts=1,
    )
    row = None if steps.empty else _first(steps)
    heading, why = words.told_place(
        row, unknown=s.villages_unknown, villages=s.villages
    )
    parts.show_heading(heading, why)
    links.show_page_link("penempatan")


def show_needs(view: View) -> None:
    """The largest kinds of need."""
    rows = answers.ask(
        "needs_change", region=view.region, as_of=view.as_of, base=view.compare
    )
    since = formats.short_month(view.compare) if view.compare else ""
    parts.show_heading(
        taken(words.told_needs, rows),
        _("Persons unless told; change since {month}", month=since) if since else "",
    )
    parts.show_facts(taken(words.need_facts, rows, most=KINDS))
    links.show_page_link("pmks")


def show_people(view: View) -> None:
    """The ladder of PSM, and who holds several roles."""
    asked = {"region": view.region, "level": level_of(view.region), "as_of": view.as_of}
    ladder = _first(answers.ask("pillar_ladder", kind="psm", **asked))
    steps = pillar_people.rungs(ladder)
    if not steps or not steps[0].count:
        parts.show_heading(_("No register names a PSM here"))
    else:
        parts.show_heading(pillar_people.told_ladder(steps, "psm"))
        parts.show_facts([(step.label, _rung(step)) for step in steps])
    dual = _first(answers.ask("dual_roles", **asked))
    if formats.exists(dual["persons"]):
        overlap = answers.ask("role_overlap", region=view.region, as_of=view.as_of)
        parts.show_notes([pillar_people.told_overlap(dual, overlap)])
    links.show_page_link("pilar_sosial")


def _rung(step: pillar_people.Rung) -> str:
    told = formats.number(step.count)
    return f"{told} ({formats.signed(-step.lost)})" if step.lost else told


def show_cases(view: View) -> None:
    """Cases of the year, with a PSM and closed."""
    row = _first(
        answers.ask(
            "case_handling",
            region=view.region,
            level=level_of(view.region),
            as_of=view.as_of,
        )
    )
    reach = changes.reach(view.region, view.as_of)
    parts.show_heading(cases.told_cases(row, reach), _("Cases of this year"))
    if formats.exists(row["handled"]):
        keys = {
            "reported": _("Cases reported"),
            "handled": _("Handled"),
            "with_psm": _("Handled with a PSM"),
            "closed": _("Closed"),
        }
        parts.show_facts(
            [(label, formats.number(row[key])) for key, label in keys.items()]
        )
    links.show_page_link("dtks_dan_rujukan", tab="cases")


def show_training(view: View) -> None:
    """Who of the active PSM was never reached."""
    row = _first(
        answers.ask(
            "training_reach",
            region=view.region,
            level=level_of(view.region),
            as_of=view.as_of,
        )
    )
    parts.show_heading(*words.told_reach(row))
    links.show_page_link("bimtek", tab="reach")


def show_vacancies(view: View) -> None:
    """Where nobody is who should be, and places that end."""
    rows = answers.ask(
        "vacancies", region=view.region, as_of=view.as_of, months=VACANT_MONTHS
    )
    facts = [
        (
            _("Places of PSM that end within {n} months", n=VACANT_MONTHS),
            formats.number(rows["ending"].sum()),
        ),
        (
            _("Places fallen vacant in the {n} months before", n=VACANT_MONTHS),
            formats.number(rows["vacated"].sum()),
        ),
    ]
    for kind in ("tksk", "lk3"):
        staffing = _first(
            answers.ask(
                "pillar_staffing", region=view.region, as_of=view.as_of, kind=kind
            )
        )
        if staffing["regions"]:
            facts.append(
                (
                    _("Places without {kind}", kind=pillar_people.kind_name(kind)),
                    words.told_staffing(staffing),
                )
            )
    parts.show_heading(_("Vacancies"))
    parts.show_facts(facts)
    links.show_page_link("pilar_sosial", tab="vacancies")


def show_decisions(view: View) -> None:
    """How many decisions about it are under way; what became of them is told in the
    meeting."""
    kept = records.kept(Workspace(paths.store_folder())).values()
    told = words.told_decisions(
        [one for one, _entry in kept if is_within(one.region, view.region)],
        date.today(),
    )
    if told:
        parts.show_heading(told)
        links.show_page_link("rapat", screen="decisions")


def show_owed(view: View) -> None:
    """What is missing and who owes it: reports of its offices, findings here."""
    office = view.region
    if level_of(office) in ("district", "village"):
        office = ancestor(office, "regency")
    reports = answers.ask("reporting", region=office, as_of=view.as_of)
    counts = answers.ask("finding_counts", region=view.region, as_of=view.as_of)
    sees_findings = allowed.may(Right.FINDINGS, view.region)
    found = (
        answers.ask("findings", region=view.region, as_of=view.as_of)
        if sees_findings
        else counts.head(0)
    )
    _show_most_owed(*taken(_owed, reports, found, counts))
    if len(counts) and not sees_findings:
        allowed.tell(Right.FINDINGS)
    with st.container(key="ways", horizontal=True):
        links.show_page_link("mutu_data")
        links.show_page_link("impor_data")


def _owed(
    reports: pd.DataFrame, found: pd.DataFrame, counts: pd.DataFrame
) -> tuple[str, pd.DataFrame]:
    """The heading of what is owed, and its rows: findings where the reader sees them."""
    latest = reporting.latest_of(reports)
    missing = latest[latest["status"] == "missing"]
    still_open = found[found["state"] == "open"] if len(found) else found
    heading = words.told_owed(
        len(missing),
        int((latest["status"] == "late").sum()),
        int(counts["findings"].sum()),
        int(counts[counts["severity"] == "high"]["findings"].sum()),
    )
    return heading, pd.DataFrame(tables.owed(missing, still_open))


def _show_most_owed(heading: str, rows: pd.DataFrame) -> None:
    """The first of them; all are on the page on data quality."""
    if rows.empty:
        parts.show_heading(heading)
        return
    parts.show_heading(
        heading, _("The longest overdue first, then findings, grave ones first")
    )
    shown, columns = rows.head(tables.OWED_MOST), tables.owed_columns()
    show_table(draw(shown, columns, caption=heading), key="table_owed")
    if rest := len(rows) - len(shown):
        parts.show_notes(
            [
                plural(
                    "{count} more is on the page Data quality.",
                    "{count} more are on the page Data quality.",
                    rest,
                    count=formats.number(rest),
                )
            ]
        )
    file = rows.drop(columns=["mark", "tone"])
    exhibits.offer_files(Exhibit("owed", heading, "", rows, columns, "owed", data=file))


def _first(answer: pd.DataFrame) -> Row:
    """The first row of an answer, the only one where it is about the region itself."""
    return taken(_first_of, answer)


def _first_of(answer: pd.DataFrame) -> Row:
    return {str(key): value for key, value in answer.iloc[0].items()}
