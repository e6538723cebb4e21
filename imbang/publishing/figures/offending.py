"""Findings: what the rules of ``queries/checks`` find, as one table."""

from __future__ import annotations

from imbang.publishing.figures import nothing
from imbang.publishing.figures.steps import Bench
from imbang.questions.rules import Rule, rules

TABLE = "derived.offending"
_FIXED = ("region_id", "from_month", "to_month")
_OPTIONAL = ("subject", "dataset", "submission_id", "sheet", "row", "item")


def tables_of_rules() -> frozenset[str]:
    """The tables that `make_offending` reads."""
    read = (rule.reads for rule in rules().values())
    return frozenset({"reference.regions"}.union(*read))


def make_offending(bench: Bench) -> None:
    """Make `TABLE` from all rules, for the findings made of it.

    A finding's id is made of rule, region, dataset and subject alone, so that what
    people note on it survives later publishes.
    """
    bench.work.execute(
        f"""
        create table {TABLE} (
            finding_id text, rule text, severity text, dataset text, region_id integer,
            detail text, is_counted boolean, item ubigint,
            submission_id bigint, sheet text, row integer,
            from_month integer, to_month integer
        )
        """
    )
    for rule in rules().values():
        if not nothing.comes_of(rule.reads, bench.empty):
            _insert(bench, rule)


def _insert(bench: Bench, rule: Rule) -> None:
    columns = bench.looks.columns_of(bench.work, rule.sql)
    given = {name: f"found.{name}" if name in columns else "null" for name in _OPTIONAL}
    values = [name for name in columns if name not in (*_FIXED, *_OPTIONAL)]
    packed = ", ".join(f"{name} := found.{name}" for name in values)
    detail = f"to_json(struct_pack({packed}))" if values else "'{}'"
    if "dataset" not in columns:
        given["dataset"] = "$dataset"
    # names of columns come from our own files, values as parameters
    bench.work.execute(
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
