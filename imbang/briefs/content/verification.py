"""Verification and cases: how much was verified, which cases had no PSM."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.briefs.context import Context, number
from imbang.briefs.model import BigNumber, Chart, Screen
from imbang.reference.levels import Level, around
from imbang.texts import _
from imbang.wording import cases as case_words
from imbang.wording import lateness, notes
from imbang.wording.exhibits import verification as exhibits
from imbang.wording.messages import verification

KEY, ORDER = "verification", 70
_DATASETS = ("verification", "services", "cases", "case_records")


def name() -> str:
    """What a list of screens calls it."""
    return _("Verification and cases")


def make(context: Context) -> Screen:
    """Lists and cases of the region, and of those inside it."""
    region, reach = context.region, context.reach
    answer = context.ask("verification", level=region.level)
    mine = answer[answer["source"].notna()]
    cases = dict(context.ask("case_handling", level=region.level).iloc[0])
    changes = context.indicator_changes
    told = verification.sentences(mine, cases, context.ask("services"), changes, reach)
    is_empty = mine.empty and number(cases["reported"]) is None
    order = ("late", "dtks", "dtsen", "cases", "dtks_verified_pct", "services")
    kept = [told[key] for key in order if key in told][:3]
    nothing = [
        _(
            "No office here has reported verification. It is the dataset Verifikasi,"
            " imported on the page Impor Data."
        )
    ]
    return Screen(
        KEY,
        name(),
        verification.told_both(mine, cases, reach)
        or verification.title(mine, cases, context.name, reach),
        "dtks_dan_rujukan",
        tuple(nothing if is_empty else kept),
        _numbers(mine, cases),
        (*_lists(context, mine), *_cases(context, cases)),
        (
            _(
                "Figures are of the year so far, from January to the last month reported;"
                " what is listed is as last reported. DTKS and DTSEN are different lists"
                " and are never added or joined by a line."
            ),
        ),
        context.sources(*_DATASETS),
        is_empty=is_empty,
    )


def _numbers(mine: pd.DataFrame, cases: Mapping[Any, Any]) -> tuple[BigNumber, ...]:
    found = [
        BigNumber(
            f"{row['source']}_verified_share",
            _(
                "{source} entries verified",
                source=verification.source_name(row["source"]),
            ),
            formats.percent(row["verified_share"]),
            share,
            "percent",
            note=_(
                "{n} of {m} listed",
                n=formats.number(row["verified"]),
                m=formats.number(row["listed"]),
            ),
        )
        for row in mine.to_dict("records")
        if (share := number(row["verified_share"])) is not None
    ]
    if (without := number(cases["without_psm"])) is not None and cases["handled"]:
        found.append(
            BigNumber(
                "cases_without_psm",
                _("Cases handled without a PSM"),
                formats.number(without),
                without,
                "figures",
                note=_("of {n} handled", n=formats.number(cases["handled"])),
            )
        )
    return tuple(found[:4])


def _lists(context: Context, mine: pd.DataFrame) -> tuple[Chart, ...]:
    """What became of the entries, region by region; of the region itself where none
    inside it is told of."""
    region, level = context.region, context.region.below
    answer = region.ask("verification", region=around(region.code), level=level)
    known, at = answer[answer["source"].notna()], level
    if known.empty:
        known, at = mine, region.level
    if known.empty:
        return ()
    rows = known.assign(
        source_name=[verification.source_name(one) for one in known["source"]],
        told=notes.told_until(known, at),
        is_late=lateness.is_late(known["region_code"], context.reach, ["verification"]),
    )
    title = verification.told_verification(mine, context.reach)
    return (
        Chart(
            "verification",
            title,
            _("Entries of this year, as a share of those listed"),
            title,
            lambda theme: exhibits.verification(rows, theme),
            rows,
            exhibits.verification_columns(_named(at, level)),
        ),
    )


def _cases(context: Context, mine: Mapping[str, Any]) -> tuple[Chart, ...]:
    """Cases with a PSM and without, region by region."""
    region, level = context.region, context.region.below
    answer = region.ask("case_handling", region=around(region.code), level=level)
    if answer["handled"].isna().all():
        level = region.level
        answer = context.ask("case_handling", level=level)
    if answer["handled"].isna().all():
        return ()
    rows = answer.assign(
        told=notes.told_until(answer, level),
        is_late=lateness.is_late(answer["region_code"], context.reach, ["cases"]),
    )
    title = case_words.told_cases(mine, context.reach)
    return (
        Chart(
            "cases",
            title,
            _("Cases of this year; most handled without a PSM first"),
            title,
            lambda theme: exhibits.cases(rows, theme),
            rows,
            exhibits.case_columns(_named(level, region.below), {}),
        ),
    )


def _named(level: Level, below: Level) -> Level:
    """The level that a column is named for: the nation has no name of its own."""
    return below if level == "nation" else level
