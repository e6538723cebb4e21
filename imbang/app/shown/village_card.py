"""The card of one village: its needs by kind, its PSM, its place in the district."""

from __future__ import annotations

import pandas as pd

from imbang import formats
from imbang.app import elements as st
from imbang.app.shown import parts
from imbang.app.state import answers, coverage
from imbang.app.state.view import View
from imbang.reference import kinds as reference_kinds
from imbang.texts import _, plural
from imbang.wording import verdicts
from imbang.wording.names import STATE_MARKS, state_name


def show_card(view: View, neighbours: pd.DataFrame) -> None:
    """What is known of the village in view, among ``neighbours`` of its district."""
    row = coverage.own_coverage(view, view.as_of, view.norm).iloc[0]
    with st.container(key="village", border=True):
        left, right = st.columns(2, gap="medium")
        with left:
            parts.show_heading(_("PSM and reach"))
            parts.show_facts(_facts(row, neighbours, view.region))
        with right:
            parts.show_heading(_("PMKS by kind"))
            _show_kinds(view)


def show_facts_of(row: pd.Series, neighbours: pd.DataFrame) -> None:
    """The facts of a village of ``coverage``, among ``neighbours`` of its district."""
    parts.show_facts(_facts(row, neighbours, str(row["region_code"])))


def _facts(
    row: pd.Series, neighbours: pd.DataFrame, region: str
) -> list[tuple[str, str]]:
    state = str(row["state"])
    low, high = row["ratio_low"], row["ratio_high"]
    facts = [
        (_("State, by its ratio"), f"{STATE_MARKS[state]} {state_name(state)}"),
        (_("PMKS, persons"), formats.number(row["ppks_persons"])),
        (_("PMKS, families"), formats.number(row["ppks_families"])),
        (_("Active PSM"), formats.number(row["psm_active"])),
        (_("PMKS per PSM"), formats.ratio(row["ratio_ppks_per_psm"])),
        (_("95 % interval"), _interval(low, high)),
        (_("PSM expected"), formats.number(row["expected_psm"], 1)),
        (_("Verdict"), verdicts.told_verdict(dict(row))),
        (_("PMKS beyond reach"), formats.number(row["uncovered_persons"])),
        (_("PSM lacking"), formats.number(row["shortage"])),
    ]
    if place := _place(neighbours, region):
        facts.append((_("Place in the district"), place))
    return facts


def _interval(low: object, high: object) -> str:
    if formats.exists(high):
        return f"{formats.ratio(low)}–{formats.ratio(high)}"
    if formats.exists(low):
        return _("over {low}", low=formats.ratio(low))
    return formats.MISSING


def _place(neighbours: pd.DataFrame, region: str) -> str:
    """Which in the district by people beyond reach; nothing where that is unknown."""
    ranks = neighbours["uncovered_persons"].rank(ascending=False, method="min")
    own = ranks[neighbours["region_code"] == region]
    if own.empty or not formats.exists(own.iloc[0]):
        return ""
    return _(
        "no. {place} of {n} by PMKS beyond reach",
        place=formats.number(own.iloc[0]),
        n=formats.number(ranks.notna().sum()),
    )


def _show_kinds(view: View) -> None:
    needs = answers.ask("needs", region=view.region, level="village", as_of=view.as_of)
    kinds = reference_kinds.ppks_kinds()
    known = needs[needs["count"] > 0].sort_values("count", ascending=False)
    if known.empty:
        parts.show_nothing(_("No PMKS are reported here."))
        return
    families = _("families")
    facts = [
        (
            kinds[kind].label,
            formats.number(n) + (f" {families}" if unit == "family" else ""),
        )
        for kind, n, unit in zip(
            known["kind"], known["count"], known["unit"], strict=True
        )
    ]
    parts.show_facts(facts)
    blank = int(needs["count"].isna().sum())
    if blank:
        parts.show_notes(
            [
                plural(
                    "{count} kind is not reported.",
                    "{count} kinds are not reported.",
                    blank,
                    count=formats.number(blank),
                )
            ]
        )
