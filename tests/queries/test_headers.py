"""Every query says what it answers, at what grain, and asks only for what it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from imbang import paths
from imbang.publishing.figures import building
from imbang.questions.catalogue import bind, questions
from imbang.reference import regions
from imbang.reference.levels import LEVELS
from imbang.reference.regions import NATION, level_of
from imbang.refusals import Misuse

SCALARS = (
    "month_text",
    "period_text",
    "indicator_value",
    "has_parts",
    "attainment",
    "told_status",
)
SQL = sorted(paths.QUERIES.rglob("*.sql"))
PROMISED = {
    "coverage": "region level? as_of norm? kinds?",
    "pillar_ladder": "region level as_of kind?",
    "needs": "region level as_of",
    "findings": "region as_of",
    "reporting": "region as_of",
    "indicator_values": "region level as_of indicator?",
}


@pytest.mark.parametrize(
    "path", SQL, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_query_has_a_header_and_one_statement(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("-- ")
    if path.stem not in SCALARS:  # macros of one value
        assert "\n-- grain: " in text
    assert ";" not in re.sub(r"--.*", "", text)
    # what is added level by level cannot lay down tables between
    most = 150 if path.stem.endswith(".upward") else 120
    assert len(text.splitlines()) <= most


@pytest.mark.parametrize("name", questions())
def test_a_question_declares_what_it_asks_for(name: str) -> None:
    question = questions()[name]
    body = re.sub(r"--.*", "", question.sql)
    used = set(re.findall(r"\$(\w+)", body))
    declared = {
        part
        for one in question.parameters
        for part in (
            (f"{one.name}_numerator", f"{one.name}_denominator")
            if one.type == "norm"
            else (one.name,)
        )
    }
    regions = {one.name for one in question.parameters if one.type == "region"}
    ends = ("id", "last_id", "province_id", "province_last_id")
    numbers = {f"{name}_{end}": name for name in regions for end in ends}
    used = {numbers.get(name, name) for name in used}
    if question.then:  # what is not asked of SQL is for the step that follows
        assert used <= declared
    else:
        assert used == declared
    assert question.purpose.endswith("?")


@pytest.mark.parametrize("name", PROMISED)
def test_promised_parameters(name: str) -> None:
    asked = questions()[name].parameters
    said = " ".join(one.name + "?" * one.is_optional for one in asked)
    assert said == PROMISED[name]


def test_queries_are_built_after_what_they_read() -> None:
    built: set[str] = set()
    for step in building.steps():
        known = {read for read in step.reads if not read.startswith("source.")}
        assert known <= built
        built.add(step.table)


def test_levels_are_those_of_the_regions_and_each_can_be_asked_for() -> None:
    codes = [NATION, *sorted(regions.load().names, key=len)]
    assert tuple(dict.fromkeys(map(level_of, codes))) == LEVELS
    for level in LEVELS:
        asked = {"region": NATION, "level": level, "as_of": "2024-12"}
        assert bind(questions()["coverage"], asked)["level"] == level


@pytest.mark.parametrize(
    "given",
    [
        {"region": "63.99"},
        {"level": "kota"},
        {"as_of": "2024"},
        {"as_of": "2024-00"},
        {"norm": "0"},
        {"norm": "-1"},
        {"norm": "abc"},
        {"norm": "1/0"},
        {"norm": "nan"},
        {"norm": "1e99"},
        {"kinds": "nobody"},
        {"unknown": "1"},
        {"region": None},
    ],
)
def test_values_without_meaning_are_told(given: dict[str, str | None]) -> None:
    sound = {"region": "63", "level": "regency", "as_of": "2024-12"}
    bind(questions()["coverage"], sound)
    with pytest.raises(Misuse):
        bind(questions()["coverage"], sound | given)
