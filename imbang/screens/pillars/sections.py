"""The sections of the page on pillars: each asks its question and shows the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.matched import Change
from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.shown.table import show_table
from imbang.app.state import answers, coverage, events, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.drawing.tables import Table, part
from imbang.reference import regions
from imbang.reference.levels import Level, around, level_of, lower_level
from imbang.screens.pillars import charts, tables, words
from imbang.texts import _
from imbang.wording import pillar_people
from imbang.wording.exhibits import pillars as exhibits_pillars
from imbang.wording.messages import pillars
from imbang.wording.names import level_name

Row = dict[str, Any]
_REGISTERS = ("pillars", "pillar_counts")


def own_row(view: View, kind: str | None, as_of: str) -> Row:
    """The ladder of the region in view itself."""
    answer = answers.ask(
        "pillar_ladder",
        region=view.region,
        level=level_of(view.region),
        as_of=as_of,
        kind=kind,
    )
    return taken(_first, answer)


def _first(answer: pd.DataFrame) -> Row:
    return {str(name): value for name, value in answer.iloc[0].items()}


def changes(view: View, kind: str | None) -> dict[str, Change]:
    """How many more there are on each step since the comparison month, over the offices
    whose registers tell of both months."""
    return coverage.of(view).ladder_changes(kind)


def show_ladder(
    view: View, kind: str | None, row: Row, moved: Mapping[str, Change]
) -> None:
    """From roles to valid people, and the same by region."""
    steps = pillar_people.rungs(row, moved)
    left, right = st.columns([9, 11], gap="large")
    with left:
        if not steps:
            parts.show_nothing(_("No register names anybody of this kind here yet."))
        else:
            rows = exhibits_pillars.ladder(steps)
            largest = rows["count"].max()
            exhibits.show_list(
                Exhibit(
                    "ladder",
                    pillar_people.told_ladder(steps, kind),
                    _("Each step is the one above it, less who falls out and why"),
                    rows,
                    exhibits_pillars.ladder_columns(largest, view.compare),
                    "pillar_ladder",
                )
            )
            parts.show_facts(
                [(_("Valid, with a decree (SK)"), formats.number(row["with_decree"]))]
            )
    with right:
        _show_ladders(view, kind)


def _show_ladders(view: View, kind: str | None) -> None:
    level = lower_level(view.region)
    rows = answers.ask(
        "pillar_ladder",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
        kind=kind,
    )
    exhibits.show_list(
        Exhibit(
            "ladders",
            _("The ladder by region"),
            level_name(level),
            taken(_most_reported, rows),
            exhibits_pillars.ladders_columns(level),
            "pillar_ladder",
        )
    )


def _most_reported(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values(["reported", "region_code"], ascending=[False, True])


def show_matrix(view: View) -> None:
    """Kinds by regions: what is there, absent, not counted, not reported, in part."""
    level = lower_level(view.region)
    answer = answers.ask(
        "pillar_matrix",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
    )
    told = taken(words.told_matrix, answer)
    parts.show_heading(told, _("Active, kind by kind"))
    parts.show_marks(taken(tables.state_counts, answer))
    codes = answer["region_code"].drop_duplicates()

    def show(page: int) -> None:
        show_table(taken(_matrix, answer, page, level), key="matrix")

    controls.show_linked_pages(show, rows=len(codes), key="matrix", of=view.region)
    exhibits.offer_files(
        Exhibit(
            "matrix",
            told,
            _("Active, kind by kind"),
            answer,
            tables.matrix_columns(level),
            "pillar_matrix",
        )
    )
    parts.show_notes(
        [
            _(
                "Kinds are those of the set in use, chosen on the page Settings; a kind"
                " that serves above this level is not listed."
            )
        ]
    )


def _matrix(answer: pd.DataFrame, page: int, level: Level) -> Table:
    codes = answer["region_code"].drop_duplicates()
    shown = answer[answer["region_code"].isin(codes.iloc[part(page)])]
    return tables.matrix(shown, level)


def show_dual_roles(view: View) -> None:
    """Who holds several roles: which together, where, and the counts without them."""
    overlap = answers.ask("role_overlap", region=view.region, as_of=view.as_of)
    own = taken(
        _first,
        answers.ask(
            "dual_roles",
            region=view.region,
            level=level_of(view.region),
            as_of=view.as_of,
        ),
    )
    if not formats.exists(own["persons"]):
        parts.show_nothing(_("No register names anybody here yet."))
        return
    parts.show_sentence(words.told_double_counting(own))
    left, right = st.columns([9, 11], gap="large")
    with left:
        if overlap.empty:
            parts.show_nothing(_("Nobody here holds two kinds of roles at once."))
        else:
            _show_pairs(overlap, own)
    with right:
        _show_where_dual(view)


def _paired(overlap: pd.DataFrame) -> pd.DataFrame:
    return overlap.assign(pair=charts.pair_names(overlap))


def _show_pairs(overlap: pd.DataFrame, own: Row) -> None:
    rows = taken(_paired, overlap)
    exhibits.show_exhibit(
        Exhibit(
            "overlap",
            pillar_people.told_overlap(own, overlap),
            _("People active in both kinds; who holds three is in three pairs"),
            rows,
            tables.pair_columns(),
            "role_overlap",
        ),
        lambda theme: charts.pairs(rows, theme),
    )


def _show_where_dual(view: View) -> None:
    level = lower_level(view.region)
    rows = answers.ask(
        "dual_roles", region=around(view.region), level=level, as_of=view.as_of
    )
    exhibits.show_list(
        Exhibit(
            "dual",
            _("Where they are"),
            _("Active people of the kinds in use, by region"),
            rows,
            tables.dual_columns(level),
            "dual_roles",
        )
    )


def show_traits(view: View) -> None:
    """Who the PSM are: training, education, age, sex, decree."""
    answer = answers.ask("psm_traits", region=view.region, as_of=view.as_of)
    if answer.empty:
        parts.show_nothing(_("No register names an active PSM here yet."))
        return
    columns = st.columns(2, gap="large")
    for place, trait in enumerate(("training", "education", "age", "sex", "decree")):
        with columns[place % 2]:
            _show_trait(trait, taken(charts.in_order, answer, trait))


def _show_trait(trait: str, rows: pd.DataFrame) -> None:
    exhibits.show_exhibit(
        Exhibit(
            trait,
            taken(words.told_trait, trait, rows),
            _("Active PSM of registers, each person once"),
            rows,
            tables.trait_columns(words.trait_name(trait)),
            "psm_traits",
        ),
        lambda theme: charts.categories(rows, theme),
    )


def show_freshness(view: View, kind: str | None) -> None:
    """How long ago rows were confirmed, the oldest registers first."""
    level = lower_level(view.region)
    asked = {"as_of": view.as_of, "kind": kind}
    own = answers.ask(
        "register_age", region=view.region, level=level_of(view.region), **asked
    )
    rows = answers.ask("register_age", region=around(view.region), level=level, **asked)
    if own.empty or rows.empty:
        parts.show_nothing(_("No register has an active row of this kind here."))
        return
    exhibits.show_exhibit(
        Exhibit(
            "freshness",
            words.told_age(taken(_first, own)),
            _("Active rows by months since they were confirmed; the stalest first"),
            rows,
            tables.age_columns(level),
            "register_age",
        ),
        lambda theme: charts.ages(rows, theme),
        on_choose=session.go_to,
    )


def show_vacancies(view: View) -> None:
    """Villages without PSM, districts without TKSK, regencies without LK3."""
    for place, kind in zip(
        st.columns(3, gap="large"), ("psm", "tksk", "lk3"), strict=True
    ):
        with place:
            _show_vacancy(view, kind)


def _show_vacancy(view: View, kind: str) -> None:
    rows = answers.ask(
        "pillar_vacancies", region=view.region, as_of=view.as_of, kind=kind
    )
    title = taken(words.told_vacancies, kind, rows)
    staffing = answers.ask(
        "pillar_staffing", region=view.region, as_of=view.as_of, kind=kind
    )
    known = words.told_known(taken(_first, staffing))
    if rows.empty:
        parts.show_heading(title, known)
        return
    rows = taken(_placed, rows)
    exhibits.show_list(
        Exhibit(
            f"vacant_{kind}",
            title,
            known,
            rows,
            tables.vacancy_columns(str(rows["level"].iloc[0])),
            f"vacancies_{kind}",
        )
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """With the name of what each lies in."""
    names = regions.load().names
    return rows.assign(within=[names.get(code, "") for code in rows["parent_code"]])


def show_trend(view: View, kind: str | None) -> None:
    """Number and quality over time."""
    shown = kind or "psm"
    rows = answers.ask("pillar_trend", region=view.region, as_of=view.as_of, kind=shown)
    if rows.empty:
        parts.show_nothing(_("Nothing of this kind has been reported here yet."))
        return
    came = rounds.came(view, _REGISTERS)
    exhibits.show_exhibit(
        Exhibit(
            "trend",
            taken(pillars.told_trend, rows, shown),
            _("By month; a step comes with a register, a slow fall with its age"),
            rows,
            tables.trend_columns(),
            f"trend_{shown}",
            events=events.within(view, _REGISTERS, set(rows["month"])),
        ),
        lambda theme: charts.trend(rows, came, theme),
    )
    rounds.show(view, "trend", _REGISTERS)
