"""The sections on verification and services: each asks its question and shows it."""

from __future__ import annotations

import pandas as pd

from imbang.app import elements as st
from imbang.app.shown import controls, exhibits, parts, rounds
from imbang.app.shown.exhibits import Exhibit
from imbang.app.state import answers, changes, events, session
from imbang.app.state.remembered import taken
from imbang.app.state.view import View
from imbang.reference import regions
from imbang.reference.levels import Level, around, level_of, levels_below, lower_level
from imbang.screens.verification import charts, tables, words
from imbang.texts import _
from imbang.wording import lateness, notes
from imbang.wording.exhibits import verification as exhibits_verification
from imbang.wording.messages import verification
from imbang.wording.names import level_name


def own(view: View, as_of: str) -> pd.DataFrame:
    """Verification in the region in view itself, a row a list that is reported."""
    answer = answers.ask(
        "verification", region=view.region, level=level_of(view.region), as_of=as_of
    )
    return taken(_known, answer)


def _known(answer: pd.DataFrame) -> pd.DataFrame:
    return answer[answer["source"].notna()]


def services(view: View) -> pd.DataFrame:
    """SLRT, operators and referrals of the regencies."""
    return answers.ask("services", region=view.region, as_of=view.as_of)


def show_verification(view: View, mine: pd.DataFrame) -> None:
    """What became of entries by region, and the course of each year."""
    level = lower_level(view.region)
    answer = answers.ask(
        "verification",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
    )
    known = taken(_known, answer)
    if known.empty and mine.empty:
        parts.show_nothing(
            _(
                "No office here has reported verification. It is the dataset Verifikasi,"
                " imported on the page Impor Data."
            )
        )
        return
    left, right = st.columns([12, 8], gap="large")
    with left:
        told = mine if known.empty else known
        at = level_of(view.region) if known.empty else level
        rows = taken(_verified, told, changes.reach(view.region, view.as_of), at)
        exhibits.show_exhibit(
            Exhibit(
                "verification",
                taken(
                    verification.told_verification,
                    mine,
                    changes.reach(view.region, view.as_of),
                ),
                _("Entries of this year, as a share of those listed"),
                rows,
                exhibits_verification.verification_columns(level),
                "verification",
            ),
            lambda theme: exhibits_verification.verification(rows, theme),
            on_choose=session.go_to,
        )
    with right:
        _show_trend(view)


def _verified(told: pd.DataFrame, reach: pd.DataFrame, level: Level) -> pd.DataFrame:
    return told.assign(
        source_name=_sources(told),
        told=notes.told_until(told, level),
        is_late=lateness.is_late(told["region_code"], reach, ["verification"]),
    )


def _named(answer: pd.DataFrame) -> pd.DataFrame:
    return answer.assign(source_name=_sources(answer))


def _show_trend(view: View) -> None:
    answer = answers.ask("verification_trend", region=view.region, as_of=view.as_of)
    if answer.empty:
        return
    rows = taken(_named, answer)
    came = rounds.came(view, ["verification"])
    exhibits.show_exhibit(
        Exhibit(
            "verification_trend",
            taken(words.told_trend, answer),
            _("Share of listed entries verified since January of each year"),
            rows,
            exhibits_verification.trend_columns(),
            "verification_trend",
            events=events.within(view, ["verification"], set(rows["month"])),
        ),
        lambda theme: charts.trend(answer, came, theme),
    )
    rounds.show(view, "verification_trend", ["verification"])


def show_places(view: View) -> None:
    """Which places were verified, and when last."""
    levels = levels_below(view.region) or ("village",)
    names = {str(level): level_name(level) for level in reversed(levels)}
    with st.container(
        key="controls_places", horizontal=True, vertical_alignment="bottom"
    ):
        level = controls.choose(view, "places", _("Divided into"), names)
        q = controls.search(view, "place_q")
    answer = answers.ask(
        "verified_places",
        region=around(view.region),
        level=level,
        as_of=view.as_of,
    )
    rows = taken(_named, answer)
    found = exhibits.found(rows, q, within=["region_name", "region_code"])
    exhibits.show_list(
        Exhibit(
            "places",
            taken(words.told_places, answer),
            _("What is only reported for the region above does not tell of a place"),
            found,
            tables.place_columns(
                level, taken(regions.parents, found, besides=view.region)
            ),
            "verified_places",
        )
    )


def _served(rows: pd.DataFrame, reach: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        slrt_name=[words.slrt_name(v) for v in rows["has_slrt"]],
        is_late=lateness.is_late(rows["region_code"], reach, ["services"]),
    )


def show_services(view: View, rows: pd.DataFrame) -> None:
    """SLRT, operators and referrals."""
    if rows["has_slrt"].isna().all() and rows["made"].isna().all():
        parts.show_nothing(
            _(
                "No office here has reported SLRT, operators or referrals. They are the"
                " dataset Layanan, imported on the page Impor Data."
            )
        )
        return
    told = taken(_served, rows, changes.reach(view.region, view.as_of))
    left, right = st.columns([9, 11], gap="large")
    with left:
        if rows["made"].sum() > 0:
            exhibits.show_exhibit(
                Exhibit(
                    "referrals",
                    taken(words.told_referrals, rows),
                    _("Referrals of this year by regency"),
                    told,
                    tables.service_columns(),
                    "services",
                ),
                lambda theme: exhibits_verification.referrals(told, theme),
                on_choose=session.go_to,
            )
        else:
            parts.show_nothing(words.told_referrals(rows))
    with right:
        exhibits.show_list(
            Exhibit(
                "services",
                verification.told_services(rows),
                _("As last reported; present or absent is only told where reported"),
                told,
                tables.service_columns(),
                "services_list",
            )
        )


def _sources(rows: pd.DataFrame) -> list[str]:
    return [verification.source_name(source) for source in rows["source"]]
