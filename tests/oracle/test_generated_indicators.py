"""Indicators of made-up worlds through the product and through the calculation."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .calculation import Calculation
from .indicators import figures
from .product import Product, differences
from .sending import Workbook, month, month_text, regions_of
from .worlds import BANJARBARU, BANJARMASIN, KALSEL, KALTENG, MONTHS
from .worlds import worlds as made_up

WHERE = (
    (KALSEL, "province"),
    (KALTENG, "province"),
    (KALSEL, "regency"),
    (BANJARBARU, "district"),
    (BANJARBARU, "village"),
    (BANJARMASIN, "village"),
)


@settings(
    max_examples=2,
    derandomize=True,
    phases=(Phase.generate,),  # shrinking takes minutes; the seed is fixed
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    sent=made_up(),
    as_of=st.lists(st.sampled_from(MONTHS), min_size=2, max_size=2, unique=True),
)
def test_indicators_agree_with_the_calculation(
    sent: list[Workbook], as_of: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        product.take_in(sent)
        told = [one for when in as_of for one in compared(product, sent, when)]
    assert not told, "\n".join([*told[:40], "", *map(repr, sent)])


def compared(product: Product, sent: list[Workbook], as_of: str) -> Iterator[str]:
    """Where product and calculation differ, each difference told in a line."""
    now = Calculation(sent, as_of)
    before = Calculation(sent, month_text(month(as_of) - 12))
    for region, level in WHERE:
        expected = [
            row
            for code in regions_of(region, level)
            for row in figures(now, before, code)
        ]
        asked = {row["indicator"] for row in expected}
        rows = product.ask("indicator_values", region=region, level=level, as_of=as_of)
        answered = [row for row in rows if row["indicator"] in asked]
        keys = ["region_code", "indicator"]
        for difference in differences(answered, expected, keys=keys):
            yield f"{as_of}: {difference}"
