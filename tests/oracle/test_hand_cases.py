"""Cases worked out by hand, held against the calculation and against the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.together import without_maps

from . import cases_figures, cases_people, cases_training
from .calculation import Calculation
from .hand import Case, Expected
from .moved import moved
from .product import Product
from .sending import level

CASES = (*cases_people.CASES, *cases_figures.CASES, *cases_training.CASES)
TABLE_DIGITS = 1e-5  # the printed tables have six digits


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_calculation_agrees_with_the_hand(case: Case) -> None:
    """The second calculation gives the numbers that were worked out by hand."""
    _calculate(case)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Product:
    """All that can be sent elsewhere, each case to its own province, published once."""
    product = Product(tmp_path_factory.mktemp("shared"))
    cases = [moved(case) for case in CASES if case.elsewhere]
    assert len({case.elsewhere for case in cases}) == len(cases)
    with without_maps():
        product.take_in([book for case in cases for book in case.sent])
    return product


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_product_agrees_with_the_hand(
    case: Case, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Workbooks in, figures out, by the commands that an officer uses."""
    if case.elsewhere:
        product, case = request.getfixturevalue("shared"), moved(case)
        _calculate(case)  # the numbers are those of that place too
    else:
        product = Product(tmp_path)
        product.take_in(case.sent)
    for expected in case.expected:
        parameters = {
            "region": expected.region,
            "level": level(expected.region),
            "as_of": expected.as_of,
        }
        if expected.question == "coverage":
            parameters |= {"norm": expected.norm, "kinds": expected.kinds}
        if expected.question == "pillar_ladder":
            parameters |= {"kind": expected.kind}
        _hold_against(product.query(expected.question, **parameters), expected)


def _calculate(case: Case) -> None:
    for expected in case.expected:
        calculation = Calculation(case.sent, expected.as_of, expected.kinds)
        at = level(expected.region)
        if expected.question == "coverage":
            rows = calculation.coverage(expected.region, at, expected.norm)
        elif expected.question == "needs":
            rows = calculation.needs(expected.region, at)
        else:
            rows = calculation.pillar_ladder(expected.region, at, expected.kind)
        _hold_against(rows, expected)


def _hold_against(rows: list, expected: Expected) -> None:
    chosen = [
        row
        for row in rows
        if expected.question != "needs" or row["kind"] == expected.kind
    ]
    assert len(chosen) == 1, chosen
    got = {column: chosen[0][column] for column in expected.columns}
    want = {
        column: pytest.approx(value, rel=TABLE_DIGITS)
        if isinstance(value, float)
        else value
        for column, value in expected.columns.items()
    }
    assert got == want, f"{expected.question} {expected.region} {expected.as_of}"
