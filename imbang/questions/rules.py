"""Rules of data quality: one file each in ``queries/checks``, found by listing them.

A file's header explains the rule in both languages, one field after the other; its one
statement returns what offends, with the months in which it does. Columns:

- ``region_id``, ``from_month``, ``to_month`` [first, last): always;
- ``subject``: what tells findings of one region apart; never stored, only hashed;
- ``dataset``: where the header says ``several``;
- ``submission_id``, ``sheet``, ``row``: where it stands in a file;
- ``item``: what is counted, each once a month, as the finding's ``count``;
- all others are the finding's values, the same for all rows of one finding at a time.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.texts import language

if TYPE_CHECKING:
    import duckdb

TABLE = "derived.offending"
SEVERITIES = ("high", "medium", "low")
TEXTS = ("title", "looks_for", "why", "mend", "detail")
_LANGUAGES = ("_id", "_en")
_FIELDS = frozenset(
    [
        *(f"{name}_{code}" for name in TEXTS for code in ("id", "en")),
        *("severity", "dataset", "grain"),
    ]
)
_SCHEMAS = "source|reference|staging|intermediate|marts|derived|results"
_READ = re.compile(rf"\b(?:from|join)\s+((?:{_SCHEMAS})\.\w+)")
_FIXED = ("region_id", "from_month", "to_month")
_OPTIONAL = ("subject", "dataset", "submission_id", "sheet", "row", "item")


@dataclass(frozen=True)
class Rule:
    """One file of ``queries/checks``; ``texts`` by name and language (``title_id``)."""

    name: str
    severity: str
    dataset: str
    grain: str
    texts: Mapping[str, str]
    sql: str

    def text(self, name: str) -> str:
        """One of `TEXTS` in the language now spoken."""
        return self.texts[f"{name}_{language()}"]

    @property
    def reads(self) -> frozenset[str]:
        """The tables that the statement reads."""
        return tables_read(self.sql)


def tables_read(sql: str) -> frozenset[str]:
    """The tables that a statement names with their schema, to read them."""
    return frozenset(_READ.findall(sql))


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Every rule there is, by name."""
    return {
        path.stem: read_rule(path)
        for path in sorted((paths.QUERIES / "checks").glob("*.sql"))
    }


def read_rule(path: Path) -> Rule:
    """The rule in a file; ValueError when its header lacks a field or has a wrong one."""
    sql = path.read_text("utf-8")
    lines = itertools.takewhile(lambda line: line.startswith("--"), sql.splitlines())
    fields = _fields(lines)
    if missing := _FIELDS - fields.keys():
        raise ValueError(f"{path}: the header lacks {', '.join(sorted(missing))}")
    if fields["severity"] not in SEVERITIES:
        raise ValueError(f"{path}: severity is one of {', '.join(SEVERITIES)}")
    return Rule(
        name=path.stem,
        severity=fields["severity"],
        dataset=fields["dataset"],
        grain=fields["grain"],
        texts={name: text for name, text in fields.items() if name[-3:] in _LANGUAGES},
        sql=sql,
    )


def _fields(lines: Iterable[str]) -> dict[str, str]:
    """``-- name: text``, continued on the comment lines after it."""
    fields: dict[str, str] = {}
    last = ""
    for line in (line.removeprefix("-- ") for line in lines):
        name, colon, text = line.partition(": ")
        if colon and name in _FIELDS:
            last, fields[name] = name, text
        else:
            fields[last] = f"{fields.get(last, '')} {line}"
    return fields


def tables_of_rules() -> frozenset[str]:
    """The tables that `make_offending` reads."""
    read = (rule.reads for rule in rules().values())
    return frozenset({"reference.regions"}.union(*read))


def make_offending(work: duckdb.DuckDBPyConnection) -> None:
    """Make `TABLE` from all rules, for the findings made of it.

    A finding's id is made of rule, region, dataset and subject alone, so that what
    people note on it survives later publishes.
    """
    work.execute(
        f"""
        create table {TABLE} (
            finding_id text, rule text, severity text, dataset text, region_id integer,
            detail text, is_counted boolean, item ubigint,
            submission_id integer, sheet text, row integer,
            from_month integer, to_month integer
        )
        """
    )
    for rule in rules().values():
        _insert(work, rule)


def _insert(work: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    columns = [name for name, *_rest in work.execute(f"describe {rule.sql}").fetchall()]
    given = {name: f"found.{name}" if name in columns else "null" for name in _OPTIONAL}
    values = [name for name in columns if name not in (*_FIXED, *_OPTIONAL)]
    packed = ", ".join(f"{name} := found.{name}" for name in values)
    detail = f"to_json(struct_pack({packed}))" if values else "'{}'"
    if "dataset" not in columns:
        given["dataset"] = "$dataset"
    # names of columns come from our own files, values as parameters
    work.execute(
        f"""
        insert into {TABLE}
        select
            substr(sha256(concat_ws(
                '|', $rule, region.code, {given["dataset"]}, {given["subject"]}
            )), 1, 12),
            $rule, $severity, {given["dataset"]}, region.region_id,
            {detail}, {given["item"]} is not null, coalesce(hash({given["item"]}), 0),
            {given["submission_id"]}, {given["sheet"]}, {given["row"]},
            found.from_month, found.to_month
        from ({rule.sql}) as found
        inner join reference.regions as region on found.region_id = region.region_id
        where found.from_month < found.to_month
        """,  # noqa: S608
        {"rule": rule.name, "severity": rule.severity}
        | ({} if "dataset" in columns else {"dataset": rule.dataset}),
    )
