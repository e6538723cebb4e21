"""Verification, referrals and cases by region, drawn and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.bars import Series, first, ranked_bars
from imbang.drawing.colours import PALETTES, Theme
from imbang.drawing.tables import Column
from imbang.geometry.names import short_names
from imbang.texts import _
from imbang.wording import lateness
from imbang.wording.messages import verification as messages_verification
from imbang.wording.names import level_name

_MOST_REGIONS = 80


def verification(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """What became of the entries listed, by region: shares of each."""
    palette = PALETTES[theme]
    told = rows[(rows["listed"] > 0) & rows["verified"].notna()]
    shown, left_out = first(told, _MOST_REGIONS)
    listed = shown["listed"]
    found = shown[["valid", "corrected", "rejected"]].fillna(0)
    others = (shown["verified"] - found.sum(axis=1)).clip(lower=0)
    waiting = (listed - shown["verified"]).clip(lower=0)
    parts = [
        Series(_("Valid"), (found["valid"] / listed).tolist(), palette.accent, ""),
        Series(
            _("Corrected"), (found["corrected"] / listed).tolist(), palette.steps[0], ""
        ),
        Series(
            _("Rejected"), (found["rejected"] / listed).tolist(), palette.steps[2], ""
        ),
        Series(
            _("Result not told"), (others / listed).tolist(), palette.unknown_line, ""
        ),
        Series(
            _("Not verified yet"), (waiting / listed).tolist(), palette.faded, "", "/"
        ),
    ]
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    several = shown["source"].nunique() > 1
    return ranked_bars(
        [
            f"{names[code]} · {messages_verification.source_name(source)}"
            if several
            else names[code]
            for code, source in zip(shown["region_code"], shown["source"], strict=True)
        ],
        [part for part in parts if any(part.values)],
        totals=_totals(
            shown,
            [
                _("{share} of {n}", share=formats.percent(share), n=formats.number(n))
                for share, n in zip(shown["verified_share"], listed, strict=True)
            ],
        ),
        codes=shown["region_code"].tolist(),
        write=formats.percent,
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def referrals(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Referrals made, with what is not completed as the pale end."""
    palette = PALETTES[theme]
    told = rows[(rows["made"] > 0) & rows["completed"].notna()]
    shown, left_out = first(told, _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    completed = shown["completed"]
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("Completed"), completed.tolist(), palette.accent, ""),
            Series(
                _("Not completed"),
                (shown["made"] - completed).clip(lower=0).tolist(),
                palette.steps[1],
                "",
                "/",
            ),
        ],
        totals=_totals(
            shown,
            [
                _("{share} of {n}", share=formats.percent(share), n=formats.number(n))
                for share, n in zip(
                    shown["completed_share"], shown["made"], strict=True
                )
            ],
        ),
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def cases(rows: pd.DataFrame, theme: Theme) -> go.Figure:
    """Cases by region: handled with a PSM, without one, not handled."""
    palette = PALETTES[theme]
    told = rows[rows["reported"].fillna(0) + rows["handled"].fillna(0) > 0]
    shown, left_out = first(told, _MOST_REGIONS)
    names = short_names(
        dict(zip(shown["region_code"], shown["region_name"], strict=True))
    )
    with_psm, without = shown["with_psm"].fillna(0), shown["without_psm"].fillna(0)
    open_ = (shown["reported"].fillna(0) - shown["handled"].fillna(0)).clip(lower=0)
    return ranked_bars(
        [names[code] for code in shown["region_code"]],
        [
            Series(_("With a PSM"), with_psm.tolist(), palette.accent, ""),
            Series(_("Without a PSM"), without.tolist(), palette.steps[2], ""),
            Series(_("Not handled yet"), open_.tolist(), palette.faded, "", "/"),
        ],
        totals=_totals(
            shown,
            [_("{n} without", n=formats.number(n)) for n in shown["without_psm"]],
        ),
        codes=shown["region_code"].tolist(),
        left_out=left_out,
        late=lateness.places(shown["is_late"]),
        theme=theme,
    )


def _totals(rows: pd.DataFrame, totals: Sequence[str]) -> list[str]:
    """What stands behind each bar, with the month that a late office tells up to."""
    return lateness.with_month(totals, rows["is_late"], rows["until"])


def verification_columns(level: str) -> tuple[Column, ...]:
    """Verification by region and list."""
    return (
        columns.region(level_name(level)),
        columns.text("source_name", _("List")),
        *_entries(),
        columns.text("told", _("Completeness")),
    )


def trend_columns() -> tuple[Column, ...]:
    """Verification by list and month."""
    return (
        columns.name("source_name", _("List")),
        columns.month("month", _("Month")),
        *_entries(),
    )


def _entries() -> tuple[Column, ...]:
    """What became of the entries of a list."""
    return (
        columns.number("listed", _("Listed")),
        columns.number("verified", _("Verified")),
        columns.percent("verified_share", _("Verified, share")),
        columns.number("valid", _("Entries valid")),
        columns.number("corrected", _("Corrected")),
        columns.number("rejected", _("Rejected")),
    )


def case_columns(level: str, parents: Mapping[str, str]) -> tuple[Column, ...]:
    """Cases by region, beside the PSM there."""
    return (
        columns.region(level_name(level), under=parents),
        columns.number("reported", _("Cases reported")),
        columns.number("handled", _("Handled")),
        columns.number("with_psm", _("With a PSM")),
        columns.number("without_psm", _("Without a PSM")),
        columns.number("closed", _("Closed")),
        columns.number("psm_active", _("Active PSM")),
        columns.text("told", _("Completeness")),
    )
