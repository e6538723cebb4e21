"""The work list: what is kept of it, and how a finding is written out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd
import pytest

from imbang import texts
from imbang.questions import rules as checks
from imbang.screens.quality import findings
from imbang.screens.quality.findings import Wanted


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = texts.language()
    texts.use_language("en")
    yield
    texts.use_language(before)


def answer() -> pd.DataFrame:
    both = {"region_a": "63.71.01.1001", "region_b": "63.71.01.1002", "places": []}
    rows = [
        ("a1", "psm_in_two_villages", "high", "63.71", both, "open", None, False),
        (
            "b2",
            "psm_under_age",
            "high",
            "63.01",
            {"count": 2},
            "explained",
            "Ani",
            False,
        ),
        ("c3", "psm_under_age", "high", "63.71", {"count": 1}, "open", "Ani", True),
    ]
    return pd.DataFrame(
        [
            {
                "finding_id": id,
                "rule": rule,
                "severity": severity,
                "dataset": "pillars",
                "region_code": region,
                "detail": json.dumps(detail),
                "state": state,
                "owner": owner,
                "note": None,
                "changed_at": None,
                "is_reopened": reopened,
                "since": "2023-02",
            }
            for id, rule, severity, region, detail, state, owner, reopened in rows
        ]
    )


def ids(wanted: Wanted) -> list[str]:
    return findings.keep(findings.written(answer()), wanted)["finding_id"].tolist()


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Wanted(), ["a1", "b2", "c3"]),
        (Wanted(state="open"), ["a1", "c3"]),
        (Wanted(rule="psm_under_age"), ["b2", "c3"]),
        (Wanted(owner="Ani"), ["b2", "c3"]),
        (Wanted(owner=findings.UNOWNED), ["a1"]),
        (Wanted(severity="low"), []),
        (Wanted(q="banjarmasin"), ["a1", "c3"]),
        (Wanted(q="63.01"), ["b2"]),
        (Wanted(q="banjarmasin two"), ["a1"]),
        (Wanted(state="open", owner="Ani"), ["c3"]),
    ],
)
def test_what_is_kept(wanted: Wanted, kept: list[str]) -> None:
    assert ids(wanted) == kept


def test_a_finding_written_out() -> None:
    table = findings.table(findings.written(answer()), chosen="c3")
    first, _second, third = table.rows
    severity, told, where, since, state = first["cells"]
    assert severity == {"text": "High", "mark": "▲", "tone": "high"}
    assert "Mantuil (63.71.01.1001)" in told["text"]
    assert where["text"] == "Kota Banjarmasin"
    assert since["text"] == "Feb\N{NO-BREAK SPACE}2023"
    assert (state["text"], state["under"]) == ("Open", "")
    assert third["chosen"]
    assert third["cells"][4]["text"] == "Open again"
    assert third["cells"][4]["under"] == "Ani"


def test_rules_stand_by_weight_then_by_what_they_found() -> None:
    rules = findings.ordered_rules(findings.open_by_rule(answer()))
    assert {rule.name for rule, _n in rules} == set(checks.rules())
    found = [(rule.name, n) for rule, n in rules if n]
    assert found == [("psm_in_two_villages", 1), ("psm_under_age", 1)]
    weights = [list(findings.SEVERITY_MARKS).index(rule.severity) for rule, _n in rules]
    assert weights == sorted(weights)
    assert findings.rule_heading(*rules[0]).endswith("High, 1 open")
    assert len(findings.rule_table({}).rows) == len(rules)
