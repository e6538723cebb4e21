"""Verdicts in words: what is told of a region, how sure it is, and why nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imbang import formats
from imbang.analysis.judgement import Judgement, of_row
from imbang.texts import _

JUDGEMENT_MARKS: Mapping[Judgement, str] = {
    "clearly_short": "−−",
    "probably_short": "−",
    "undecided": "≈",
    "enough": "+",
    "ample": "++",
    "unknown": "?",
}
"""Side and strength without colour; no arrows, which tell what rose or fell."""


def judgement_name(judgement: Judgement, *, short: bool = False) -> str:
    """A judgement in words; ``short`` where there is no room for what it is held
    against."""
    if short and judgement == "undecided":
        return _("Not told apart")
    return {
        "clearly_short": _("Clearly short"),
        "probably_short": _("Probably short"),
        "undecided": _("Not told apart from the norm"),
        "enough": _("Enough"),
        "ample": _("More than enough"),
        "unknown": _("Unknown"),
    }[judgement]


def reason(row: Mapping[str, Any]) -> str:
    """Why there is no verdict; nothing where there is one."""
    why = row["verdict_reason"]
    if not isinstance(why, str):
        return ""
    return {
        "few_expected": _(
            "only {n} PSM expected", n=formats.number(row["expected_psm"], 1)
        ),
        "ppks_unknown": _("PMKS not reported"),
        "psm_unknown": _("PSM not reported"),
        "no_ppks": _("no PMKS"),
        "no_norm": _("no norm"),
        "own_norm": _("is the norm itself"),
    }[why]


def told_limits(row: Mapping[str, Any]) -> str:
    """The limits that decided the verdict; why there is none where there is none."""
    if not formats.exists(row["limit_low_95"]):
        return reason(row)
    return _(
        "95 % limits: {low}–{high}",
        low=formats.number(row["limit_low_95"]),
        high=formats.number(row["limit_high_95"]),
    )


def is_standing_out(row: Mapping[str, Any]) -> bool:
    """Whether chance and the usual spread together do not explain a row of ``coverage``."""
    mark = row["stands_out"]
    return formats.exists(mark) and bool(mark)


def told_verdict(row: Mapping[str, Any]) -> str:
    """The judgement of a row of ``coverage``, and why there is none where there is none."""
    named, why = judgement_name(of_row(row)), reason(row)
    return f"{named}: {why}" if why else named
