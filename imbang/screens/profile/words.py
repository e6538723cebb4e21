"""The words of a region's profile, made from its figures.

Takes the answers of its questions; every figure in a sentence is one of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.judgement import of_row
from imbang.analysis.situation import Situation
from imbang.decisions.records import Decision
from imbang.formats import exists
from imbang.reference import kinds as reference_kinds
from imbang.texts import _, plural
from imbang.wording import moved, pillar_people, summary
from imbang.wording.coverage import verdicts
from imbang.wording.messages import decisions as messages
from imbang.wording.names import full_name, in_sentence, level_name
from imbang.wording.need_names import kind_name

Row = Mapping[Any, Any]


def title(s: Situation, row: Row) -> str:
    """How the region stands, in one line: of a village by its own figures, of a larger
    region held against chance, where it can be."""
    if s.level == "village" or s.now.uncovered is None:
        return summary.title(s)
    told = (
        summary.title(s)
        if row["verdict"] == "undetermined"
        else in_sentence(verdicts.judgement_name(of_row(row)))
    )
    return _("{region}: {told}", region=full_name(s.name, s.level), told=told)


def paragraph(s: Situation, row: Row, within: str) -> str:
    """What kind of region it is, within what, and what the verdict rests on."""
    told = [_kind(s, within)]
    if s.level == "village":
        return told[0]
    if row["verdict"] == "undetermined":
        if why := verdicts.reason(row):
            told.append(_("It cannot be judged: {reason}.", reason=why))
        return " ".join(told)
    told.append(
        _(
            "{psm} active PSM; by the norm {expected} are expected for its PMKS, and by"
            " chance alone it would be {low} to {high}.",
            psm=formats.number(row["psm_active"]),
            expected=formats.number(row["expected_psm"]),
            low=formats.number(row["limit_low_95"]),
            high=formats.number(row["limit_high_95"]),
        )
    )
    return " ".join(told)


def _kind(s: Situation, within: str) -> str:
    month = formats.month(s.as_of)
    if s.level == "nation":
        return _("All of Indonesia that has data, as of {month}.", month=month)
    kind = level_name(s.level)
    if not within:
        return _("{kind}, as of {month}.", kind=kind, month=month)
    return _(
        "{kind} in {region}, as of {month}.", kind=kind, region=within, month=month
    )


def told_spine(rows: pd.DataFrame, province: str, peers: str) -> str:
    """The heading of the figures beside others: against targets and the ``province``, or
    where none is judged, among ``peers``."""
    judged = rows[rows["judgement"].notna() & (rows["judgement"] != "unknown")]
    if judged.empty:
        placed = rows[rows["at"].notna()]
        low = int((placed["at"] < 0.5).sum())
        return _(
            "{n} of {m} figures are nearer to the worst than to the best of its {peers}",
            n=formats.number(low),
            m=formats.number(len(placed)),
            peers=peers,
        )
    held = held_against(judged, province)
    worse = int(judged["judgement"].isin(["clearly_short", "probably_short"]).sum())
    better = int(judged["judgement"].isin(["ample", "enough"]).sum())
    if not worse and not better:
        return _("No figure is apart from {held} by more than chance", held=held)
    return _(
        "By more than chance worse than {held} in {n} of {m} figures, better in {k}",
        held=held,
        n=formats.number(worse),
        m=formats.number(len(judged)),
        k=formats.number(better),
    )


def held_against(rows: pd.DataFrame, province: str) -> str:
    """What the judged ones of these figures are held against; empty where none is."""
    kinds = set(rows["against"].dropna())
    if kinds == {"target"}:
        return _("the target")
    if kinds == {"province"}:
        return province
    return _("target or {province}", province=province) if kinds else ""


def under_spine(rows: pd.DataFrame, province: str, peers: str) -> str:
    """How the chart is read."""
    told = _(
        "From the worst (left) to the best (right) of {n} {peers}, the middle half darker",
        n=formats.number(rows["peers"].max()),
        peers=peers,
    )
    held = held_against(rows, province)
    if not held:
        return told
    return _(
        "{told}; the upright line is {held}, the thin one what chance leaves around it:"
        " −− clearly, − probably worse, ≈ not told apart, + and ++ better",
        told=told,
        held=held,
    )


def peers_name(level: str) -> str:
    """What the regions of a level are called together, in a sentence."""
    return {
        "province": _("provinces"),
        "regency": _("regencies and cities"),
        "district": _("districts"),
        "village": _("villages"),
    }[level]


def told_history(rows: pd.DataFrame, growth: pd.DataFrame) -> str:
    """The heading of the history: how both moved since the first report, told by what both
    months report whole (``growth``): the first often tells of few villages and kinds."""
    has_ppks, has_psm = rows[["ppks_persons", "psm_active"]].notna().any()
    if not has_ppks and not has_psm:
        return _("PMKS and PSM are not reported here yet")
    if has_ppks:
        return moved.told_growth(growth)
    if not exists(growth["psm_index"].iloc[-1]):
        return _("PMKS are not reported here yet")
    return _(
        "Since {month} active PSM {psm}",
        month=formats.month(growth["month"].iloc[0]),
        psm=_moved(growth["psm_active"]),
    )


def _moved(values: pd.Series[float]) -> str:
    was, now = int(values.iloc[0]), int(values.iloc[-1])
    if was == now:
        return _("stayed at {n}", n=formats.number(now))
    if now > was:
        return _(
            "rose from {was} to {now}", was=formats.number(was), now=formats.number(now)
        )
    return _(
        "fell from {was} to {now}", was=formats.number(was), now=formats.number(now)
    )


def told_needs(rows: pd.DataFrame) -> str:
    """The heading of the kinds of need: the largest, and its share."""
    persons = rows[(rows["unit"] == "person") & rows["is_counted"].astype(bool)]
    known = persons[persons["count"] > 0]
    if known.empty:
        if persons["count"].notna().any():
            return _("No PMKS are reported here.")
        return _("PMKS are not reported here yet")
    return _(
        "{kind}: {share} of PMKS, the largest kind",
        share=formats.percent(known["count"].iloc[0] / known["count"].sum()),
        kind=kind_name(known["kind"].iloc[0]),
    )


def need_facts(rows: pd.DataFrame, *, most: int) -> list[tuple[str, str]]:
    """The largest kinds with their change, and how many more there are."""
    known = rows[rows["count"] > 0]
    facts = [
        (_kind_label(row), _kind_told(row))
        for row in known.head(most).to_dict("records")
    ]
    if rest := len(known) - len(facts):
        facts.append((_("Further kinds"), formats.number(rest)))
    if blank := int(rows["count"].isna().sum()):
        facts.append((_("Kinds without a report"), formats.number(blank)))
    return facts


def _kind_label(row: Row) -> str:
    return reference_kinds.ppks_kinds()[row["kind"]].label


def _kind_told(row: Row) -> str:
    told = formats.number(row["count"])
    if row["unit"] == "family":
        told = f"{told} {_('families')}"
    if exists(row["change"]):
        told = f"{told} ({formats.signed(row['change'])})"
    return told


def told_reach(own: Row) -> tuple[str, str]:
    """The heading of training: who was never reached, and of how many that is unknown."""
    if not exists(own["active"]) or own["active"] == 0:
        return _("No register names an active PSM here"), ""
    unknown = pillar_people.told_unidentified(own)
    if own["never"] == 0:
        return _("No active PSM is known never to have been to a bimtek"), unknown
    return pillar_people.told_never(own), unknown


def told_staffing(row: Row) -> str:
    """In how many places nobody is, of those of which that is known (a row of
    ``pillar_staffing``), and of how many it is not."""
    known = int(row["regions"]) - int(row["unknown"])
    told = f"{formats.number(row['vacant'])} / {formats.number(known)}"
    if not row["unknown"]:
        return told
    blank = _("{n} not reported", n=formats.number(row["unknown"]))
    return f"{told}, {blank}" if known else blank


def told_place(row: Row | None, *, unknown: int, villages: int) -> tuple[str, str]:
    """What one more PSM here would achieve, and why; or why nothing can be said."""
    if row is None:
        if unknown == villages:
            return (
                _("What one more PSM would achieve cannot be told"),
                _("PMKS and PSM are not both reported for any village here."),
            )
        return (
            _("One more PSM would bring nobody more within reach"),
            _("All PMKS of the villages that are known are within reach by the norm."),
        )
    reached = row["uncovered_before"] - row["uncovered_after"]
    return (
        _(
            "One more PSM would bring {n} more PMKS within reach, in {village}",
            n=formats.number(reached),
            village=row["region_name"],
        ),
        _why_there(row, villages=villages),
    )


def _why_there(row: Row, *, villages: int) -> str:
    named = {
        "ppks": formats.number(row["ppks_persons"]),
        "beyond": formats.number(row["uncovered_before"]),
    }
    if row["psm_before"] == 0:
        told = _(
            "It counts {ppks} PMKS and has no PSM yet; {beyond} are beyond reach.",
            **named,
        )
    else:
        told = plural(
            "It counts {ppks} PMKS and has {count} PSM; {beyond} are beyond reach.",
            "It counts {ppks} PMKS and has {count} PSM; {beyond} are beyond reach.",
            int(row["psm_before"]),
            count=formats.number(row["psm_before"]),
            **named,
        )
    if villages < 2:
        return told
    return _("{told} A place in no other village here would reach more.", told=told)


def told_owed(missing: int, late: int, findings: int, grave: int) -> str:
    """The heading of what is missing: how many reports, how many findings."""
    if not missing and not findings:
        return _("Nothing that is due is missing, and no finding is open")
    first = (
        plural(
            "{n} report is missing",
            "{n} reports are missing",
            missing,
            n=formats.number(missing),
        )
        if missing
        else _("No report is missing")
    )
    if late:
        first = _("{told}, {n} came late", told=first, n=formats.number(late))
    if not findings:
        return _("{told}; no finding is open", told=first)
    second = plural(
        "{n} finding is open",
        "{n} findings are open",
        findings,
        n=formats.number(findings),
    )
    if grave:
        second = _(
            "{told}, {grave} of them grave", told=second, grave=formats.number(grave)
        )
    return f"{first}; {second}"


def told_decisions(decisions: Sequence[Decision], today: date) -> str:
    """How many are under way, and how many of these are overdue; empty for none."""
    n = sum(one.state == "open" for one in decisions)
    if not n:
        return ""
    told = plural(
        "{count} decision is under way here",
        "{count} decisions are under way here",
        n,
        count=formats.number(n),
    )
    late = sum(messages.is_overdue(vars(one), today) for one in decisions)
    if not late:
        return told
    return _("{told}, {n} overdue", told=told, n=formats.number(late))
