"""The sections of the page on training: each asks its question and shows the answer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.matched import Change
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, coverage, events, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.reference.levels import around, level_of, levels_below, lower_level
from imbang.screens.training import charts, tables, words
from imbang.texts import _, plural
from imbang.wording.exhibits import training as exhibits_training
from imbang.wording.messages import training
from imbang.wording.names import level_name

Row = dict[str, Any]


def activities(view: View) -> pd.DataFrame:
    """The activities of the region in view."""
    return answers.ask("activities", region=view.region, as_of=view.as_of)


def own_reach(view: View, as_of: str) -> Row:
    """Reach in the region in view itself."""
    answer = answers.ask(
        "training_reach", region=view.region, level=level_of(view.region), as_of=as_of
    )
    return taken(_first, answer)


def _first(answer: pd.DataFrame) -> Row:
    return {str(name): value for name, value in answer.iloc[0].items()}


def reach_change(view: View) -> Change | None:
    """How many more active PSM have ever been to a bimtek since the comparison month: of
    the regencies whose registers tell of both months, or of the region in one."""
    return coverage.of(view).reach_change()


def participants(view: View, since: str | None = None) -> pd.DataFrame:
    """Who came from the region in view."""
    return answers.ask(
        "participants", region=view.region, as_of=view.as_of, since=since
    )


def show_activities(view: View, answer: pd.DataFrame) -> None:
    """Activities on a timeline and as a list, and what they were about."""
    rows = taken(_told, answer)
    exhibits.show_exhibit(
        Exhibit(
            "timeline",
            taken(words.told_activities, answer),
            _("A disc is an activity, as large as many attended"),
            rows,
            tables.activity_columns(),
            "activities",
            events=events.within(
                view, ["activities", "participants"], taken(_months, answer)
            ),
        ),
        lambda theme: charts.activities(answer, theme),
    )
    left, right = st.columns([13, 7], gap="large")
    with left:
        _list_activities(view, rows)
    with right:
        _show_topics(view)


def _told(answer: pd.DataFrame) -> pd.DataFrame:
    return answer.assign(
        told_kind=[
            words.kind_name(kind)
            if own
            else _("{kind}, held by another office", kind=words.kind_name(kind))
            for kind, own in zip(answer["kind"], answer["is_own"], strict=True)
        ],
        told_days=[words.days(row) for row in answer.to_dict("records")],
        told_length=[
            plural("{n} day", "{n} days", int(n), n=formats.number(n))
            for n in answer["days"]
        ],
    )


def _months(activities: pd.DataFrame) -> set[str]:
    """The months in which they ended."""
    return set(activities["last_day"].dt.strftime("%Y-%m"))


def _list_activities(view: View, rows: pd.DataFrame) -> None:
    q = controls.search(view, "activity_q")
    found = exhibits.found(rows, q, within=["title", "organiser", "place", "topics"])
    exhibits.show_list(
        Exhibit(
            "activities",
            _("All activities"),
            _("The latest first"),
            found,
            tables.activity_columns(),
            "activities_list",
        )
    )


def _show_topics(view: View) -> None:
    rows = answers.ask("topics", region=view.region, as_of=view.as_of)
    if rows.empty:
        parts.show_heading(_("Topics"))
        parts.show_nothing(
            _("No activity tells its topics. The column Materi of Kegiatan holds them.")
        )
        return
    exhibits.show_exhibit(
        Exhibit(
            "topics",
            taken(words.told_topics, rows),
            _("Attendances of the activities that covered a topic"),
            rows,
            tables.topic_columns(),
            "topics",
        ),
        lambda theme: charts.topics(rows, theme),
    )


def show_participants(view: View, since: str | None) -> None:
    """Who came, as what and from where; persons against attendances; repeaters."""
    rows = participants(view, since)
    if rows.empty:
        parts.show_nothing(
            _("No list of participants names anybody from here in this time.")
        )
        return
    told = taken(_of_elements, rows)
    left, right = st.columns(2, gap="large")
    with left:
        _show_elements(told)
        _show_repeaters(view)
    with right:
        _show_where_from(view, since)


def _of_elements(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        element_name=[words.element_name(e) for e in rows["element"]],
        told_kind=[words.kind_name(kind) for kind in rows["kind"]],
    )


def _with_kind(told: pd.DataFrame) -> pd.DataFrame:
    return told.assign(element_name=told["element_name"] + " · " + told["kind"])


def _show_elements(told: pd.DataFrame) -> None:
    rows = taken(_with_kind, told)
    exhibits.show_exhibit(
        Exhibit(
            "elements",
            taken(words.told_elements, told),
            _("Attendances; those by name only cannot be linked to a person"),
            told,
            tables.element_columns(),
            "participants",
        ),
        lambda theme: charts.elements(rows, theme),
    )


def _with_times(answer: pd.DataFrame) -> pd.DataFrame:
    return answer.assign(times_name=[words.times_name(int(n)) for n in answer["times"]])


def _show_repeaters(view: View) -> None:
    answer = answers.ask("repeaters", region=view.region, as_of=view.as_of)
    if answer.empty:
        return
    rows = taken(_with_times, answer)
    exhibits.show_exhibit(
        Exhibit(
            "repeaters",
            taken(words.told_repeaters, rows),
            _("People by the number of bimtek they attended"),
            rows,
            tables.repeater_columns(),
            "repeaters",
        ),
        lambda theme: charts.repeaters(rows, theme),
    )


def _choose_level(view: View) -> str:
    """The level whose regions are listed, the next one below unless the link names
    another; villages of a whole province tell of too few."""
    levels = levels_below(view.region)[:2] or (lower_level(view.region),)
    if len(levels) == 1:
        return levels[0]
    names = {str(level): level_name(level) for level in levels}
    return controls.choose(view, "at", _("Divided into"), names, width=200)


def _show_where_from(view: View, since: str | None) -> None:
    level = _choose_level(view)
    rows = answers.ask(
        "participants_by_region",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
        since=since,
    )
    exhibits.show_list(
        Exhibit(
            "where_from",
            taken(words.told_regions, rows),
            level_name(level),
            rows,
            tables.region_columns(level),
            "participants_by_region",
        )
    )


def show_reach(view: View, own: Row) -> None:
    """Who of the active PSM has been to a bimtek, and where most never were."""
    if not formats.exists(own["active"]) or own["active"] == 0:
        parts.show_nothing(
            _(
                "No register names an active PSM here, so that nobody can be found in"
                " lists of participants."
            )
        )
        return
    level = _choose_level(view)
    rows = answers.ask(
        "training_reach",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
    )
    exhibits.show_exhibit(
        Exhibit(
            "reach",
            taken(training.told_reach, own),
            _("Active PSM of registers, most never reached first"),
            rows,
            exhibits_training.reach_columns(level),
            "training_reach",
        ),
        lambda theme: exhibits_training.reach(rows, theme),
        on_choose=session.go_to,
    )


def show_selection(view: View) -> None:
    """Results of selections."""
    answer = answers.ask("selection_results", region=view.region, as_of=view.as_of)
    if answer.empty:
        parts.show_nothing(_("No selection has been reported here yet."))
        return
    rows = answer.assign(
        element_name=[words.element_name(e) for e in answer["element"]]
    )
    exhibits.show_list(
        Exhibit(
            "selection",
            words.told_selections(rows),
            _("By selection and element"),
            rows,
            tables.selection_columns(),
            "selection_results",
        )
    )
