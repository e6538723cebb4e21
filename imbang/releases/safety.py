"""What is written beside a release: how little can be worked out of it, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from imbang.releases.attack.bounds import COUNTS, SMALL
from imbang.releases.attack.report import COLUMNS, Attack
from imbang.texts import _

if TYPE_CHECKING:
    import pandas as pd

BOUNDS, DISCLOSURE, TOLD = "bounds.csv", "disclosure.json", "disclosure.md"


def told(found: Attack, counts: pd.DataFrame, before: str | None) -> dict[str, bytes]:
    """The files that say it. ``counts`` have count, hidden and is_small; ``before`` is
    the number of the release before."""
    cells = found.cells
    hidden, small = int(counts["hidden"].sum()), int(counts["is_small"].sum())
    wide = (cells["most"] - cells["least"] + 1).dropna()
    facts: dict[str, Any] = {
        "rule": {"small_below": SMALL, "possible_counts_at_least": COUNTS},
        "release_before": before,
        "counts": int(counts["count"].notna().sum()),
        "hidden": hidden,
        "hidden_as_small": small,
        "hidden_to_protect": hidden - small,
        "equations": found.equations,
        "bounded": len(cells),
        "bounded_exactly": int(cells["is_exact"].sum()),
        "recovered": found.recovered,
        "exposed": len(found.exposed),
        "narrowest_possible_counts": None if wide.empty else int(wide.min()),
        "median_possible_counts": None if wide.empty else float(wide.median()),
    }
    bounds = cells[["release", *COLUMNS, "least", "most", "is_exact"]]
    return {
        BOUNDS: _csv(bounds),
        DISCLOSURE: (json.dumps(facts, indent=1, sort_keys=True) + "\n").encode(),
        TOLD: _text(facts).encode(),
    }


def _csv(frame: pd.DataFrame) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    rows = frame.astype(object).where(frame.notna(), "")
    writer.writerows(rows.itertuples(index=False, name=None))
    return out.getvalue().encode()


def _text(facts: Mapping[str, Any]) -> str:
    lines = [
        "# " + _("What an attacker can work out"),
        _(
            "Of {counts} counts {hidden} are hidden: {small} because they count 1 to 4 "
            "people, {others} to protect these.",
            counts=facts["counts"],
            hidden=facts["hidden"],
            small=facts["hidden_as_small"],
            others=facts["hidden_to_protect"],
        ),
        _(
            "A program that knows these files{before}, every sum and every step in them "
            "({equations} equations) looked for the least and the most that each hidden "
            "count can be, by linear programming (HiGHS). It recovers {recovered}. Each "
            "can still be {narrowest} different numbers at least, one of them not small.",
            before=_(" and those of the release before")
            if facts["release_before"]
            else "",
            equations=facts["equations"],
            recovered=facts["recovered"],
            narrowest=facts["narrowest_possible_counts"] or "-",
        ),
        _(
            "The bounds of each are in bounds.csv: whole numbers that some counts give "
            "which fit all that is shown. Where is_exact is true no others do; elsewhere "
            "more may. To work them out again: imbang attack FOLDER."
        ),
        _(
            "Not covered: what somebody knows besides (a person's own count, a report of "
            "the office), guesses by what is likely, and releases other than these two."
        ),
    ]
    return "\n\n".join(lines) + "\n"
