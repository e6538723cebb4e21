"""What every page says under its figures: source, date, completeness, and their limits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from imbang import formats
from imbang.analysis.norm import Norm
from imbang.analysis.situation import Age, Reports
from imbang.reference import kinds as reference_kinds
from imbang.reference.datasets import load_datasets
from imbang.texts import _, plural
from imbang.wording import age as age_words
from imbang.wording.lateness import ABOVE_OFFICES


def figure_notes(reports: Reports, age: Age | None, *, as_of: str) -> list[str]:
    """Source, date, completeness and age of the figures."""
    source = _(
        "Source: reports of {n} of {m} regencies and cities, as of {month}.",
        n=formats.number(reports.complete),
        m=formats.number(reports.offices),
        month=formats.month(as_of),
    )
    told = [source]
    if 0 < len(reports.lacking) <= 5:
        told.append(_("Not complete: {names}.", names=", ".join(reports.lacking)))
    if age is not None:
        told.append(f"{age_told(age)}.")
    return [" ".join(told)]


def age_told(age: Age) -> str:
    """How old what is told of villages is."""
    return _("Age of what is told of villages: {age}", age=age_words.told(age))


def norm_note(norm: Norm | None, *, province: str | None) -> str:
    """Which norm is in force and what it is; there is no official one.

    ``province`` is the one whose ratio is the default norm, None for the nation's.
    """
    if norm is None:
        return _(
            "No norm can be worked out: PMKS and PSM are not both reported anywhere."
        )
    value = formats.norm(norm.value, norm.provinces, 1)
    if norm.provinces is not None:
        return _(
            "Norm: {norm} PMKS to one PSM, for every village the own ratio of its"
            " province; provinces are held against {nation}, the ratio of all of Indonesia"
            " that has reported. None of them is official.",
            norm=value,
            nation=formats.number(norm.value, 1),
        )
    if norm.source == "asked":
        return _(
            "Norm: {norm} PMKS to one PSM, set by the reader of this page.", norm=value
        )
    if norm.source == "setting":
        return _(
            "Norm: {norm} PMKS to one PSM, set by the office on the page Settings; not an"
            " official one.",
            norm=value,
        )
    told = _default_norm(value, province)
    if norm.left_out == 0:
        return told
    left_out = plural(
        "{count} regency that has not reported both is left out of it.",
        "{count} regencies that have not reported both are left out of it.",
        norm.left_out,
        count=formats.number(norm.left_out),
    )
    return f"{told} {left_out}"


def change_note(compare: str | None) -> list[str]:
    """What changes since the comparison month compare; nothing where there is none."""
    if compare is None:
        return []
    return [
        _(
            "Changes since {month} compare only what is reported whole in both months:"
            " regions and kinds for PMKS, regions for PSM, villages for PMKS beyond reach.",
            month=formats.month(compare),
        )
    ]


def _default_norm(value: str, province: str | None) -> str:
    if province is None:
        return _(
            "Norm: {norm} PMKS to one PSM, the ratio of all of Indonesia that has"
            " reported; not an official one.",
            norm=value,
        )
    return _(
        "Norm: {norm} PMKS to one PSM, the own ratio of {province}; not an official one.",
        norm=value,
        province=province,
    )


def kinds_notes(counted: Collection[str]) -> list[str]:
    """Which kinds of PPKS the PMKS figures count, where not all of them."""
    kinds = reference_kinds.ppks_kinds()
    inside = [row.label for kind, row in kinds.items() if kind in counted]
    outside = [row.label for kind, row in kinds.items() if kind not in counted]
    if not outside:
        return []
    if len(outside) < len(inside):
        return [_("PMKS counts all kinds except: {kinds}.", kinds=", ".join(outside))]
    return [_("PMKS counts only these kinds: {kinds}.", kinds=", ".join(inside))]


def counting_notes(counted: Collection[str]) -> list[str]:
    """How to read sums of reports, and of regions with regions inside.

    ``counted`` are the kinds of PPKS that are counted.
    """
    return [
        *kinds_notes(counted),
        _(
            "PMKS is a sum of reports: someone under two kinds counts twice. Kinds"
            " counted in families are not part of it."
        ),
        _(
            "Where some villages are not known, PMKS beyond reach and PSM lacking are the"
            " least there are (“at least”, ≥): the larger of the sum over the known villages"
            " and the region's own figure."
        ),
        _(
            "A region whose own ratio is proportionate can still have people beyond"
            " reach inside it, because a PSM serves one village."
        ),
    ]


def source_notes(
    sources: pd.DataFrame, datasets: Sequence[str], *, as_of: str
) -> list[str]:
    """Which reports the figures rest on, how many of those wanted, how old they are.

    ``sources`` is the answer of the question of that name.
    """
    titles = {key: one.title for key, one in load_datasets().items()}
    sent: dict[str, Any] = {row["dataset"]: row for row in sources.to_dict("records")}
    told = [_source_told(titles[key], sent[key]) for key in datasets if key in sent]
    absent = [titles[key] for key in datasets if key not in sent]
    notes = []
    if told:
        notes.append(
            _(
                "Source as of {month}: {sources}.",
                month=formats.month(as_of),
                sources="; ".join(told),
            )
        )
    if absent:
        notes.append(
            _("Not sent by any office here: {datasets}.", datasets=", ".join(absent))
        )
    return notes


def _source_told(title: str, row: Mapping[str, Any]) -> str:
    n, m = int(row["regencies_sent"]), int(row["regencies"])
    age = age_words.told(Age(row["current_share"], row["latest"], row["oldest"]))
    if n == 0:
        return _("{dataset} of the province ({age})", dataset=title, age=age)
    if m == 1:
        return _("{dataset} ({age})", dataset=title, age=age)
    return _(
        "{dataset} of {n} of {m} regencies and cities ({age})",
        dataset=title,
        n=formats.number(n),
        m=formats.number(m),
        age=age,
    )


def told_until(rows: pd.DataFrame, level: str) -> list[str]:
    """How far into the year each row tells (``until``), and whether parts are missing
    (``is_partial``); nothing where nothing is reported. Of a region of several offices
    ``until`` is said of all of them: the others tell more."""
    pairs = zip(rows["until"], rows["is_partial"], strict=True)
    is_sum = level in ABOVE_OFFICES
    return [
        _until(until, is_partial=bool(partial), is_sum=is_sum)
        if isinstance(until, str)
        else ""
        for until, partial in pairs
    ]


def _until(month: str, *, is_partial: bool, is_sum: bool) -> str:
    named = formats.short_month(month).replace(" ", "\N{NO-BREAK SPACE}")
    if is_sum:
        named = f"≥\N{NO-BREAK SPACE}{named}"
    if is_partial:
        return _("to {month}, in part", month=named)
    return _("to {month}", month=named)
