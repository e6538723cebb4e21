"""Made-up worlds through the product and through the calculation, side by side.

Reproduce a failure with ``--hypothesis-seed=N``; with ``CI`` set the same examples
come every time (Hypothesis's own profile).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .calculation import Calculation
from .product import Product, differences
from .sending import LEVELS, Workbook
from .worlds import MONTHS, worlds

PROVINCES = ("63", "62")
SHOWN = 40  # differences told on failure
NORMS = (None, None, "30.5", "4.35", "162")


@settings(
    max_examples=16,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    sent=worlds(),
    months=st.lists(st.sampled_from(MONTHS), min_size=2, max_size=3, unique=True),
    norm=st.sampled_from(NORMS),
    spelling=st.integers(0, 1000),
)
def test_the_product_agrees_with_the_calculation(
    sent: list[Workbook], months: list[str], norm: str | None, spelling: int
) -> None:
    """Every column of the three questions, at every level, in several months."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        product.take_in(sent, spelling=spelling)
        told = [
            difference
            for as_of in months
            for difference in _compared(product, Calculation(sent, as_of), as_of, norm)
        ]
    assert not told, "\n".join(
        [*told[:SHOWN], f"{len(told)} differences", "", *map(repr, sent)]
    )


def _compared(
    product: Product, calculation: Calculation, as_of: str, norm: str | None
) -> Iterator[str]:
    for region in PROVINCES:
        for at in LEVELS[1:]:
            where = {"region": region, "level": at, "as_of": as_of}
            for told in (
                _coverage(product, calculation, where, norm),
                _ladder(product, calculation, where, "psm"),
                _ladder(product, calculation, where, "karang_taruna"),
                _ladder(product, calculation, where, None),
                _needs(product, calculation, where),
            ):
                yield from (f"{as_of} {difference}" for difference in told)


def _coverage(
    product: Product, calculation: Calculation, where: dict[str, str], norm: str | None
) -> list[str]:
    answered = product.ask("coverage", **where, norm=norm)
    expected = calculation.coverage(where["region"], where["level"], norm)
    return _prefixed("coverage", differences(answered, expected, keys=["region_code"]))


def _ladder(
    product: Product, calculation: Calculation, where: dict[str, str], kind: str | None
) -> list[str]:
    answered = product.ask("pillar_ladder", **where, kind=kind)
    expected = calculation.pillar_ladder(where["region"], where["level"], kind)
    told = differences(answered, expected, keys=["region_code"])
    return _prefixed(f"ladder {kind}", told)


def _needs(
    product: Product, calculation: Calculation, where: dict[str, str]
) -> list[str]:
    answered = [
        {**row, "period": _last_month(row["period"])}
        for row in product.ask("needs", **where)
    ]
    expected = calculation.needs(where["region"], where["level"])
    keys = ["region_code", "kind", "unit"]
    return _prefixed("needs", differences(answered, expected, keys=keys))


def _last_month(period: object) -> object:
    """The last month of a period as printed: ``2024`` is ``2024-12``."""
    if isinstance(period, str) and re.fullmatch(r"\d{4}", period):
        return f"{period}-12"
    return period


def _prefixed(question: str, told: list[str]) -> list[str]:
    return [f"{question} {difference}" for difference in told]
