"""The 26 kinds of people in need: how common each is, how it changes, its spellings.

Shares are made up but of a believable order: *fakir miskin* first by far, then
disability, old age, neglected children and women at risk; HIV and trafficking rare.
"""

from __future__ import annotations

import csv
from typing import Literal, cast

from imbang import paths

Unit = Literal["person", "family"]
Spelling = Literal["official", "upper", "old", "abbreviated"]


def _read(name: str) -> dict[str, dict[str, str]]:
    with (paths.REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


PPKS = _read("ppks_kinds.csv")
PILLARS = _read("pillar_kinds.csv")
UNITS: dict[str, Unit] = {key: cast("Unit", row["unit"]) for key, row in PPKS.items()}

# Share of all persons in need; families of a kind as a share of persons, too.
_SHARES = {
    "neglected_toddler": 0.012,
    "neglected_child": 0.048,
    "child_in_conflict_with_law": 0.004,
    "street_child": 0.002,
    "child_with_disability": 0.026,
    "child_victim_of_violence": 0.003,
    "child_needing_special_protection": 0.004,
    "neglected_elderly": 0.105,
    "person_with_disability": 0.092,
    "sex_worker": 0.0004,
    "homeless": 0.0012,
    "beggar": 0.002,
    "scavenger": 0.004,
    "minority_group": 0.0008,
    "former_prisoner": 0.009,
    "person_with_hiv": 0.0015,
    "drug_abuse_victim": 0.008,
    "trafficking_victim": 0.0002,
    "violence_victim": 0.0025,
    "troubled_migrant_worker": 0.004,
    "natural_disaster_victim": 0.028,
    "social_disaster_victim": 0.001,
    "vulnerable_woman": 0.078,
    "poor": 0.56,
    "troubled_family": 0.012,
}
_IN_TOWN = {
    "street_child": 4.0,
    "sex_worker": 4.0,
    "homeless": 4.0,
    "beggar": 4.0,
    "scavenger": 3.0,
    "minority_group": 3.0,
    "person_with_hiv": 3.0,
    "natural_disaster_victim": 0.4,
    "troubled_migrant_worker": 0.3,
}
# Growth a year beyond the office's own.
GROWTH = {
    "neglected_elderly": 0.02,
    "person_with_hiv": 0.05,
    "drug_abuse_victim": 0.04,
    "natural_disaster_victim": -0.06,
    "troubled_migrant_worker": -0.04,
    "street_child": -0.03,
}
# Share of those leaving the list who leave it as self-reliant.
SELF_RELIANT = {"poor": 0.45, "vulnerable_woman": 0.5, "neglected_elderly": 0.02}


def shares(*, is_urban: bool) -> dict[str, float]:
    """Kind → share of persons in need, in the order of the reference list."""
    factors = _IN_TOWN if is_urban else {}
    return {key: _SHARES[key] * factors.get(key, 1.0) for key in PPKS if key in _SHARES}


def ppks_label(key: str, unit: str, spelling: Spelling) -> str:
    """How an office writes a kind; families of a person kind have a name of their own."""
    if key not in PPKS:
        return key
    row = PPKS[key]
    if unit == "family" and row["unit"] == "person":
        return row["family_synonyms"].split("|")[1]
    if spelling == "upper":
        return row["label_id"].upper()
    if spelling == "old" and row["synonyms"]:
        return row["synonyms"].split("|")[0]
    if spelling == "abbreviated" and row["abbreviation"]:
        return row["abbreviation"]
    return row["label_id"]


def pillar_label(key: str, spelling: Spelling) -> str:
    """How an office writes a pillar's kind: in full, or short as most do."""
    row = PILLARS[key]
    if spelling in ("old", "abbreviated"):
        return row["abbreviation"]
    return row["label_id"].upper() if spelling == "upper" else row["label_id"]
