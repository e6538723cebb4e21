"""The work list of findings: which of them are shown, and how each is written out.

Takes the answer of ``findings``, which holds keys and numbers; gives tables and words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from imbang import formats
from imbang.drawing import columns
from imbang.drawing.tables import Cell, Column, Row, Table, draw
from imbang.questions import rules as checks
from imbang.reference import regions
from imbang.reference.datasets import load_datasets
from imbang.texts import _
from imbang.wording.findings import read_detail, sentence, severity_name, state_name

SEVERITY_MARKS: Mapping[str, str] = {"high": "▲", "medium": "●", "low": "○"}
STATE_MARKS: Mapping[str, str] = {"open": "○", "explained": "✎", "mended": "✓"}
UNOWNED = "-"
Counts = Mapping[str, int]
_TOGETHER = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Wanted:
    """What of the list is shown; None or an empty text leaves nothing out.

    ``owner`` is `UNOWNED` for findings that nobody looks after.
    """

    state: str | None = None
    severity: str | None = None
    rule: str | None = None
    dataset: str | None = None
    owner: str | None = None
    q: str = ""


def written(findings: pd.DataFrame) -> pd.DataFrame:
    """The answer with what a person reads: sentence, region, rule and dataset by name."""
    places, titles = regions.load(), load_datasets()
    details = [read_detail(text) for text in findings["detail"]]
    return findings.assign(
        sentence=[
            sentence(rule, detail)
            for rule, detail in zip(findings["rule"], details, strict=True)
        ],
        region_name=[places.name(code) for code in findings["region_code"]],
        rule_title=[checks.rules()[rule].text("title") for rule in findings["rule"]],
        dataset_title=[
            titles[key].title if key in titles else key for key in findings["dataset"]
        ],
    )


def keep(rows: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """The rows of `written` that are wanted, in their order."""
    for name in ("state", "severity", "rule", "dataset"):
        if (value := getattr(wanted, name)) is not None:
            rows = rows[rows[name] == value]
    if wanted.owner == UNOWNED:
        rows = rows[rows["owner"].isna()]
    elif wanted.owner is not None:
        rows = rows[rows["owner"] == wanted.owner]
    for word in map(regions.load().sought, wanted.q.split()):
        texts = rows["sentence"] + " " + rows["region_name"] + " " + rows["region_code"]
        texts = texts + " " + rows["rule_title"]
        rows = rows[texts.str.casefold().str.contains(word, regex=False)]
    return rows


def table(rows: pd.DataFrame, *, chosen: str | None) -> Table:
    """The rows given, those of a page; pressing a finding chooses it."""
    headings = (
        Column("severity", _("Severity"), "state", _severity_cell),
        Column("sentence", _("Finding"), "name", _sentence_cell),
        columns.place(_("Where")),
        Column("since", _("Since"), "text", _since_cell),
        Column("state", _("Handling"), "state", _state_cell),
    )
    return draw(
        rows,
        headings,
        caption=_("Findings in the data"),
        chosen=chosen,
        lead=lambda row: (row["finding_id"], _("Open this finding")),
    )


def list_columns() -> tuple[Column, ...]:
    """The findings with all that is noted of them, for a file."""
    return (
        Column("severity", _("Severity"), "state", _severity_cell),
        columns.text("region_name", _("Where")),
        columns.name("sentence", _("Finding")),
        columns.text("rule_title", _("Rule")),
        columns.text("dataset_title", _("Dataset")),
        columns.month("since", _("Since")),
        Column("state", _("Handling"), "state", _state_cell),
        columns.text("owner", _("Looked after by")),
        columns.text("note", _("Note")),
    )


def _severity_cell(row: Row) -> Cell:
    severity = row["severity"]
    return {
        "text": severity_name(severity),
        "mark": SEVERITY_MARKS[severity],
        "tone": severity,
    }


def _sentence_cell(row: Row) -> Cell:
    return {
        "text": row["sentence"],
        "under": f"{row['rule_title']} · {row['dataset_title']}",
    }


def _since_cell(row: Row) -> Cell:
    return {"text": formats.short_month(row["since"]).replace(" ", _TOGETHER)}


def _state_cell(row: Row) -> Cell:
    state, owner = row["state"], row["owner"]
    return {
        "text": _("Open again") if row["is_reopened"] else state_name(state),
        "mark": STATE_MARKS[state],
        "tone": state,
        "under": owner if isinstance(owner, str) else "",
    }


def open_by_rule(findings: pd.DataFrame) -> Counts:
    """How many of the findings are open, by rule."""
    return dict(findings[findings["state"] == "open"].groupby("rule").size())


def ordered_rules(counts: Counts) -> list[tuple[checks.Rule, int]]:
    """Every rule with how many findings of it are open: grave ones first, then many."""
    order = list(SEVERITY_MARKS)
    found = [(rule, int(counts.get(rule.name, 0))) for rule in checks.rules().values()]
    return sorted(
        found, key=lambda pair: (order.index(pair[0].severity), -pair[1], pair[0].name)
    )


def rule_table(
    counts: Counts, *, chosen: str | None = None, leads: bool = True
) -> Table:
    """Every rule with how many of its findings are open, most first; pressing one chooses
    it, where that ``leads`` anywhere."""
    headings = (
        Column("severity", _("Severity"), "state", _severity_cell),
        columns.name("title", _("Rule")),
        columns.number("open", _("Open")),
    )
    rules = [
        {
            "rule": rule.name,
            "severity": rule.severity,
            "title": rule.text("title"),
            "open": n,
        }
        for rule, n in ordered_rules(counts)
    ]
    return draw(
        rules,
        headings,
        caption=_("Rules of data quality"),
        chosen=chosen,
        lead=(lambda row: (row["rule"], _("Show what this rule looks for")))
        if leads
        else None,
    )


def rule_heading(rule: checks.Rule, n: int) -> str:
    """A rule's title with its severity and the number of its open findings."""
    told = _("{severity}, {n} open", severity=severity_name(rule.severity), n=n)
    return f"{SEVERITY_MARKS[rule.severity]} {rule.text('title')} · {told}"
