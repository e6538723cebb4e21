"""Verdicts in words: what is told of a region, and why nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from imbang import formats
from imbang.texts import _
from imbang.wording.names import verdict_name


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


def told_verdict(row: Mapping[str, Any]) -> str:
    """The verdict, and why there is none where there is none."""
    named, why = verdict_name(row["verdict"]), reason(row)
    return f"{named}: {why}" if why else named
