"""The words of the page on pillars, made from its figures.

Takes the answers of its questions; every figure in a sentence is one of theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from imbang import formats
from imbang.reference import kinds as reference_kinds
from imbang.texts import _, plural
from imbang.wording.pillar_people import kind_name

Row = Mapping[str, Any]


def kind_names(*, with_all: bool) -> dict[str, str]:
    """Every kind by key for a choice; first all kinds together, under ``all``."""
    kinds = {key: row.label for key, row in reference_kinds.pillar_kinds().items()}
    kinds = {"psm": kinds["psm"], **kinds}
    return (
        {"psm": kinds["psm"], "all": _("All kinds of a person"), **kinds}
        if with_all
        else kinds
    )


def told_matrix(matrix: pd.DataFrame) -> str:
    """The heading of the matrix: what is absent, what nobody counts."""
    counts = matrix["status"].value_counts()
    return _(
        "{absent} times a kind is absent; {unknown} times nobody counts it here",
        absent=formats.number(counts.get("reported_zero", 0)),
        unknown=formats.number(counts.get("not_collected", 0)),
    )


def told_double_counting(own: Row) -> str:
    """What the counts become without counting anybody twice."""
    return _(
        "Added up over kinds there are {added}; as people there are {persons}, {n} fewer.",
        added=formats.number(own["added_up"]),
        persons=formats.number(own["persons"]),
        n=formats.number(own["counted_twice"]),
    )


def told_age(own: Row) -> str:
    """The heading of freshness."""
    return _(
        "{share} of {n} active rows were confirmed within 12 months",
        share=formats.percent(own["current_share"]),
        n=formats.number(own["rows"]),
    )


def told_vacancies(kind: str, rows: pd.DataFrame) -> str:
    """The heading of the vacancies of a kind."""
    n = len(rows)
    if n == 0:
        return _("No region is known to have no {kind} yet", kind=kind_name(kind))
    level = str(rows["level"].iloc[0])
    words = {
        "village": plural(
            "{n} village has no {kind} yet",
            "{n} villages have no {kind} yet",
            n,
            n=formats.number(n),
            kind=kind_name(kind),
        ),
        "district": plural(
            "{n} district has no {kind} yet",
            "{n} districts have no {kind} yet",
            n,
            n=formats.number(n),
            kind=kind_name(kind),
        ),
        "regency": plural(
            "{n} regency has no {kind} yet",
            "{n} regencies have no {kind} yet",
            n,
            n=formats.number(n),
            kind=kind_name(kind),
        ),
    }
    return words.get(level, words["regency"])


def told_known(staffing: Row) -> str:
    """Of how many regions it is known whether they have somebody of a kind."""
    if staffing["regions"] == 0:
        return _("This kind serves a larger region")
    if staffing["unknown"] == 0:
        return _(
            "Of {all}; it is known of each", all=formats.number(staffing["regions"])
        )
    return _(
        "Of {all}; {n} do not tell",
        all=formats.number(staffing["regions"]),
        n=formats.number(staffing["unknown"]),
    )


def trait_name(trait: str) -> str:
    """A trait of PSM in words."""
    return {
        "sex": _("Sex"),
        "age": _("Age"),
        "education": _("Education"),
        "training": _("Training"),
        "decree": _("Decree (SK)"),
    }[trait]


def category_name(trait: str, category: object) -> str:
    """A category of a trait in words; what nobody says is told as such."""
    if not isinstance(category, str):
        return _("not told")
    if trait == "education":
        return reference_kinds.education_name(category)
    return {
        "female": _("Women"),
        "male": _("Men"),
        "under_18": _("under 18"),
        "18_29": _("18 to 29"),
        "30_44": _("30 to 44"),
        "45_59": _("45 to 59"),
        "60_over": _("60 and over"),
        "certificate": _("certificate only"),
        "bimtek": _("bimtek only"),
        "both": _("certificate and bimtek"),
        "neither": _("neither"),
        "certificate_unidentified": _("a certificate; bimtek not known, no NIK"),
        "unidentified": _("not known, no NIK"),
        "with_decree": _("with a decree"),
        "without_decree": _("without a decree"),
    }[category]


def category_order(trait: str) -> list[str]:
    """The categories of a trait in the order they are read in."""
    return {
        "sex": ["female", "male"],
        "age": ["under_18", "18_29", "30_44", "45_59", "60_over"],
        "education": list(reference_kinds.education_levels()),
        "training": [
            "both",
            "certificate",
            "bimtek",
            "neither",
            "certificate_unidentified",
            "unidentified",
        ],
        "decree": ["with_decree", "without_decree"],
    }[trait]


def told_trait(trait: str, rows: pd.DataFrame) -> str:
    """The heading of a trait: its largest category."""
    top = rows.sort_values("persons", ascending=False, kind="stable").iloc[0]
    return _(
        "{trait}: {share} {category}",
        trait=trait_name(trait),
        share=formats.percent(top["share"]),
        category=category_name(trait, top["category"]),
    )
