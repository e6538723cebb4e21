"""Made-up worlds through the product and through the calculation, side by side.

The same worlds come every time; ``--hypothesis-profile=default`` looks for others.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from . import findings, indicators, page_answers
from .calculation import Calculation
from .product import Product, differences
from .sending import LEVELS, NATION, Workbook, month, regions_of, submissions
from .verdicts import with_verdicts
from .worlds import BANJARBARU, BANJARMASIN, KALSEL, KALTENG, MONTHS, PALANGKARAYA
from .worlds import worlds as made_up

WHERE = (
    *((KALSEL, at) for at in LEVELS[1:4]),
    *((KALTENG, at) for at in LEVELS[1:3]),
    *((city, "village") for city in (BANJARBARU, BANJARMASIN, PALANGKARAYA)),
)
OVER_PROVINCES = ((NATION, "nation"), (NATION, "province"))
PAGES_WHERE = (
    *((KALSEL, at) for at in LEVELS[1:3]),
    (BANJARMASIN, "district"),
    (BANJARBARU, "village"),
)
CHANGES_WHERE = ((NATION, "nation"), (KALSEL, "regency"), (BANJARBARU, "village"))
PILLARS = ("psm", "psm", "karang_taruna", None, None)
NORMS = (None, None, "30.5", "4.35", "2")
KINDS = (None, None, "homeless,neglected_elderly", "poor,troubled_family")
SPENT = ("2023-02", "2024-02", "2024-06", "2024-12")  # when budgets are asked about
BASE = "2023-02"  # the month that is compared with
SHOWN = 40  # differences told on failure


@dataclass(frozen=True)
class Asked:
    """When is asked, of which pillar, against which norm, counting which needs."""

    as_of: str
    pillar: str | None
    norm: str | None
    kinds: str | None


ASKED = st.builds(
    Asked,
    as_of=st.sampled_from(MONTHS),
    pillar=st.sampled_from(PILLARS),
    norm=st.sampled_from(NORMS),
    kinds=st.sampled_from(KINDS),
)


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    sent=made_up(),
    asked=st.lists(ASKED, min_size=2, max_size=3, unique_by=lambda one: one.as_of),
    spelling=st.integers(0, 1000),
)
def test_the_product_agrees_with_the_calculation(
    sent: list[Workbook], asked: list[Asked], spelling: int
) -> None:
    """Every column of the three questions, at every level, in several months."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        product.take_in(sent, spelling=spelling)
        told = [one for when in asked for one in compared(product, sent, when)]
        told += [one for as_of in SPENT for one in _budgets(product, sent, as_of)]
    assert not told, "\n".join(
        [*told[:SHOWN], f"{len(told)} differences", "", *map(repr, sent)]
    )


def compared(product: Product, sent: list[Workbook], asked: Asked) -> Iterator[str]:
    """Where product and calculation differ, each difference told in a line."""
    calculation = Calculation(sent, asked.as_of, asked.kinds)
    for region, at in WHERE:
        yield from _coverage(product, calculation, asked, region, at)
        yield from _needs(product, calculation, asked, region, at)
        yield from _ladder(product, calculation, asked, region, at)
    for region, at in OVER_PROVINCES:
        yield from _coverage(product, calculation, asked, region, at)
    yield from _changes(product, calculation, sent, asked)
    yield from _pages(product, calculation, sent, asked)
    yield from _findings(product, sent, asked.as_of)


def _changes(
    product: Product, calculation: Calculation, sent: list[Workbook], asked: Asked
) -> Iterator[str]:
    """Where what has changed of coverage differs."""
    before = Calculation(sent, BASE, asked.kinds)
    for region, at in CHANGES_WHERE:
        expected = page_answers.coverage_change(
            calculation, before, region, at, asked.norm
        )
        answered = product.ask(
            "coverage_change",
            region=region,
            level=at,
            as_of=asked.as_of,
            base=BASE,
            norm=asked.norm,
            kinds=asked.kinds,
        )
        for difference in differences(answered, expected, keys=["region_code"]):
            yield f"coverage_change {asked}: {difference}"


def _pages(
    product: Product, calculation: Calculation, sent: list[Workbook], asked: Asked
) -> Iterator[str]:
    """Where the questions of pages differ: pillars, needs and training."""
    as_of, base = asked.as_of, BASE
    before, plain = Calculation(sent, base), Calculation(sent, as_of)
    for region, at in PAGES_WHERE:
        by_region = {"region": region, "level": at, "as_of": as_of}
        yield from _laid_beside(
            product,
            "dual_roles",
            page_answers.dual_roles(calculation, region, at),
            ["region_code"],
            by_region,
        )
        yield from _laid_beside(
            product,
            "pillar_matrix",
            page_answers.pillar_matrix(calculation, region, at),
            ["region_code", "kind"],
            by_region,
        )
        kind = asked.pillar
        yield from _laid_beside(
            product,
            "register_age",
            page_answers.register_age(calculation, region, at, kind),
            ["region_code"],
            {**by_region, "kind": kind},
        )
        yield from _laid_beside(
            product,
            "training_reach",
            page_answers.training_reach(calculation, region, at),
            ["region_code"],
            by_region,
        )
    for region in (KALSEL, BANJARBARU, "63.72.02"):
        whole = {"region": region, "as_of": as_of}
        yield from _laid_beside(
            product,
            "role_overlap",
            page_answers.role_overlap(calculation, region),
            ["kind_a", "kind_b"],
            whole,
        )
        for kind in ("psm", "tksk"):
            yield from _laid_beside(
                product,
                "pillar_vacancies",
                page_answers.vacancies(plain, region, kind),
                ["region_code"],
                {**whole, "kind": kind},
            )
        change = page_answers.needs_change(calculation, before, region)
        answered = product.ask("needs_change", **whole, base=base)
        told = [row for row in answered if row["count"] is not None]
        for difference in differences(told, change, keys=["kind", "unit"]):
            yield f"needs_change {region} {as_of}: {difference}"


def _budgets(product: Product, sent: list[Workbook], as_of: str) -> Iterator[str]:
    """Where spending differs, of which each source of funds is as reported last."""
    calculation, indicator = Calculation(sent, as_of), "budget_realised_pct"
    for region in (KALSEL, KALTENG):
        where = {"region": region, "level": "regency", "as_of": as_of}
        rows = product.ask("indicator_values", **where)
        answered = [row for row in rows if row["indicator"] == indicator]
        expected = [
            {"region_code": code, **indicators.realised(calculation, code)}
            for code in regions_of(region, "regency")
        ]
        for difference in differences(answered, expected, keys=["region_code"]):
            yield f"{indicator} {as_of}: {difference}"


def _laid_beside(
    product: Product,
    question: str,
    expected: list[page_answers.Row],
    keys: list[str],
    parameters: dict[str, str | None],
) -> Iterator[str]:
    answered = product.ask(question, **parameters)
    for difference in differences(answered, expected, keys=keys):
        yield f"{question} {parameters}: {difference}"


def _coverage(
    product: Product, calculation: Calculation, asked: Asked, region: str, at: str
) -> list[str]:
    where = {"region": region, "level": at, "as_of": asked.as_of}
    answered = product.ask("coverage", **where, norm=asked.norm, kinds=asked.kinds)
    expected = calculation.coverage(region, at, asked.norm)
    told = differences(answered, expected, keys=["region_code"])
    if at != "nation":  # which is held against nothing
        judged = with_verdicts(calculation, region, at, asked.norm)
        told += differences(answered, judged, keys=["region_code"])
    return [f"coverage {asked}: {difference}" for difference in told]


def _ladder(
    product: Product, calculation: Calculation, asked: Asked, region: str, at: str
) -> list[str]:
    where = {"region": region, "level": at, "as_of": asked.as_of}
    answered = product.ask("pillar_ladder", **where, kind=asked.pillar)
    expected = calculation.pillar_ladder(region, at, asked.pillar)
    told = differences(answered, expected, keys=["region_code"])
    return [f"pillar_ladder {asked}: {difference}" for difference in told]


def _needs(
    product: Product, calculation: Calculation, asked: Asked, region: str, at: str
) -> list[str]:
    found = product.ask("needs", region=region, level=at, as_of=asked.as_of)
    answered = [{**row, "period": _last_month(row["period"])} for row in found]
    expected = calculation.needs(region, at)
    told = differences(answered, expected, keys=["region_code", "kind", "unit"])
    return [f"needs {asked.as_of}: {difference}" for difference in told]


# rule → the names of its values that tell findings apart, and of those that are figures
FOUND = {
    "dual_roles": (("kind_a", "kind_b"), ("count",)),
    "children_against_report": (("kind", "unit"), ("total", "direct")),
    "register_against_count": (("kind",), ("registered", "reported")),
}


def _findings(product: Product, sent: list[Workbook], as_of: str) -> Iterator[str]:
    rows = product.ask("findings", region="ID", as_of=as_of)
    for rule, (names, figures) in FOUND.items():
        answered = {}
        for row in rows:
            if row["rule"] == rule and row["dataset"] in ("pillars", "ppks"):
                detail = json.loads(str(row["detail"]))
                key = (row["region_code"], *(detail[name] for name in names))
                answered[key] = tuple(detail[name] for name in figures)
        expected = getattr(findings, rule)(submissions(sent), month(as_of))
        for key in sorted(answered.keys() | expected.keys(), key=str):
            if answered.get(key) != expected.get(key):
                yield (
                    f"{rule} {as_of}: {key}: product {answered.get(key)}, "
                    f"calculation {expected.get(key)}"
                )


def _last_month(period: object) -> object:
    """The last month of a period as printed: of ``2024`` it is ``2024-12``."""
    if isinstance(period, str) and re.fullmatch(r"\d{4}", period):
        return f"{period}-12"
    return period
