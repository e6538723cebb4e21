"""The indicators that a target can be for: which one a cell means, and odd targets."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from babel.numbers import format_decimal

from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer, Options
from imbang.intake.rules.rows import first_of, heading_of, sheet_name
from imbang.intake.values.parsing import Rejected
from imbang.questions.indicators import indicators
from imbang.reference.datasets import Dataset
from imbang.reference.likeness import for_the_first, likest
from imbang.reference.spelling import plain, spelled
from imbang.texts import _, language


def indicator_parser(options: Options) -> Callable[[str, bool], str]:
    """The function that turns a cell into an indicator's key."""
    said = {spelled(label): key for label, key in options.labels.items()}
    likely = for_the_first(lambda text: likest(plain(text), _keys()))

    def parse(text: str, _is_number: bool) -> str:
        key = _keys().get(plain(said.get(spelled(text), text)))
        if key is None:
            raise _unknown(text, likely(text))
        return key

    return parse


def _unknown(text: str, likely: Sequence[str]) -> Rejected:
    """The question which indicator a text means, with those that are called alike."""
    offered = [Answer(key, indicators()[key].text("name")) for key in likely]
    message = _(
        "“{text}” is no indicator that is known; expected one of the {n} of the "
        "template.",
        text=text,
        n=len(indicators()),
    )
    if offered:
        message = _(
            "“{text}” is no indicator that is known; it may be: {indicators}. Expected "
            "one of the {n} of the template.",
            text=text,
            indicators=", ".join(answer.label for answer in offered),
            n=len(indicators()),
        )
    return Rejected("indicator", message, about="choice", offered=offered)


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
            heading = headings.get(column.key)
            for row in first_of(small, "percentage", heading, findings, "warning"):
                findings.sheet = sheet_name(row["sheet"])
                value = format_decimal(row[column.key], locale=language())
                findings.add(
                    "percentage",
                    _(
                        "The target is {value} percent. A cell formatted as a "
                        "percentage holds 85 % as 0.85; if that is meant, write 85.",
                        value=value,
                    ),
                    row=int(row["row"]) - 1,
                    column=heading_of(row, heading),
                    value=value,
                    severity="warning",
                )


@functools.cache
def _percentages() -> frozenset[str]:
    found = indicators().values()
    return frozenset(one.key for one in found if one.unit == "percent")


@functools.cache
def _keys() -> Mapping[str, str]:
    """Plain name → key, for every name an indicator goes by."""
    return {
        plain(name): key
        for key, one in indicators().items()
        for name in (key, one.texts["name_id"], one.texts["name_en"])
    }
