"""The kind columns: in which unit their rows count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from imbang.intake.files.cells import Mask, Rows
from imbang.intake.report.log import Findings
from imbang.intake.values.columns import Values, rows_of
from imbang.reference.kind_labels import Meaning
from imbang.texts import _


def unit_of_rows(kinds: Values, units: Values) -> Mask:
    """Which rows count families, from the kind, its label and the unit column.

    A label or unit that says families makes a person kind families; a family kind
    stays families whatever the unit column says.
    """
    of_label = [
        isinstance(m, Meaning) and (m.kind.unit == "family" or m.says_family)
        for m in kinds.distinct
    ]
    of_unit = [unit == "family" for unit in units.distinct]
    by_label = np.array([*of_label, False], np.bool_)[kinds.codes]
    return np.asarray(by_label | np.array([*of_unit, False], np.bool_)[units.codes])


def compare_units(
    kinds: Values,
    units: Values,
    rows: Rows,
    *,
    labels: Sequence[str],
    heading: str,
    findings: Findings,
) -> None:
    """Warn of each row that counts families although its unit says persons.

    ``labels`` are the texts that the distinct kinds were read from.
    """
    of_unit = [unit == "person" for unit in units.distinct]
    says_person = np.array([*of_unit, False], np.bool_)[units.codes]
    wrong = np.flatnonzero(unit_of_rows(kinds, units) & says_person)
    codes = kinds.codes[wrong]
    for code, places in rows_of(codes, np.unique(codes).tolist()):
        findings.add_rows(
            "unit",
            _(
                "“{label}” counts families, but the unit says persons. It is counted "
                "as families.",
                label=labels[code],
            ),
            rows[wrong[places]].tolist(),
            column=heading,
            value=labels[code],
            severity="warning",
        )
