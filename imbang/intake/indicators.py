"""The indicators that a target can be for: which one a cell means, and odd targets."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Mapping

import pandas as pd
from babel.numbers import format_decimal

from imbang import reference
from imbang.intake.datasets import Dataset
from imbang.intake.findings import Findings
from imbang.intake.headings import plain
from imbang.intake.parsing import Rejected
from imbang.intake.results import Options
from imbang.texts import _, language


def indicator_parser(options: Options) -> Callable[[str, bool], str]:
    """The function that turns a cell into an indicator's key."""
    said = {plain(label): key for label, key in options.labels.items()}

    def parse(text: str, _is_number: bool) -> str:
        key = _keys().get(plain(said.get(plain(text), text)))
        if key is None:
            raise Rejected("indicator", _unknown(text))
        return key

    return parse


def _unknown(text: str) -> str:
    near = difflib.get_close_matches(plain(text), _keys(), n=1, cutoff=0.72)
    if near:
        label = reference.label(reference.indicators()[_keys()[near[0]]])
        return _(
            "“{text}” is no indicator that is known; did you mean “{label}”?",
            text=text,
            label=label,
        )
    return _(
        "“{text}” is no indicator that is known; expected one of the {n} of the "
        "template.",
        text=text,
        n=len(reference.indicators()),
    )


def check_percentages(
    rows: pd.DataFrame,
    dataset: Dataset,
    headings: Mapping[str, str],
    findings: Findings,
) -> None:
    """Warn of percentages that a spreadsheet may have stored as fractions: 85 % as 0.85."""
    for indicator in dataset.of_type("indicator"):
        for column in dataset.of_type("decimal"):
            percent = rows[indicator.key].isin(_percentages())
            small = rows[percent & rows[column.key].between(0, 1, inclusive="right")]
            for row in small[["row", "sheet", column.key]].to_dict("records"):
                findings.sheet = row["sheet"] if isinstance(row["sheet"], str) else None
                value = format_decimal(row[column.key], locale=language())
                findings.add(
                    "percentage",
                    _(
                        "The target is {value} percent. A cell formatted as a "
                        "percentage holds 85 % as 0.85; if that is meant, write 85.",
                        value=value,
                    ),
                    row=int(row["row"]) - 1,
                    column=headings.get(column.key),
                    value=value,
                    severity="warning",
                )


@functools.cache
def _percentages() -> frozenset[str]:
    found = reference.indicators().items()
    return frozenset(key for key, row in found if row["unit"] == "percent")


@functools.cache
def _keys() -> Mapping[str, str]:
    """Plain name → key, for every name an indicator goes by."""
    return {
        plain(name): key
        for key, row in reference.indicators().items()
        for name in (key, row["label_id"], row["label_en"])
    }
