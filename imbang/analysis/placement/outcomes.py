"""What a plan does: the villages of an area before and after it, under one norm."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pandas as pd

from imbang.analysis.placement.effects import Figures, measure, with_psm


@dataclass(frozen=True)
class Outcome:
    """A plan and the villages it is for.

    ``steps`` is the answer of ``placement``, ``before`` that of ``coverage`` for level
    village under the plan's norm, ``after`` the same with the places given (and those
    that end taken away). ``added`` are PSM more or fewer by village.
    """

    steps: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    was: Figures
    becomes: Figures
    added: dict[str, int]

    @property
    def reached(self) -> float:
        """How many fewer persons are beyond reach."""
        return self.was.uncovered - self.becomes.uncovered

    @functools.cached_property
    def unknown(self) -> int:
        """Villages of which PMKS or PSM are not known: they are given nothing."""
        return int(self.before[["ppks_persons", "psm_active"]].isna().any(axis=1).sum())

    @property
    def is_least(self) -> bool:
        """Whether more are beyond reach, and lacking, than the villages known tell."""
        return self.unknown > 0


def outcome(
    steps: pd.DataFrame, before: pd.DataFrame, vacancies: pd.DataFrame | None = None
) -> Outcome:
    """The outcome of ``steps``; ``vacancies`` is the answer of that question for the same
    months, of the regions in which places may be given."""
    added = {str(k): int(n) for k, n in steps["region_code"].value_counts().items()}
    if vacancies is not None:
        known = before.dropna(subset=["ppks_persons", "psm_active"])
        held = dict(zip(known["region_code"], known["psm_active"], strict=True))
        for code, ending in zip(
            vacancies["region_code"], vacancies["ending"], strict=True
        ):
            if code in held and ending:
                added[code] = added.get(code, 0) - min(int(ending), int(held[code]))
    added = {code: n for code, n in added.items() if n}
    after = with_psm(before, added) if added else before
    return Outcome(steps, before, after, measure(before), measure(after), added)
