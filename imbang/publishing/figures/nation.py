"""The nation's figures: how they follow from what its provinces carry up.

A file of ``queries/nation`` takes the place of a step where the nation is made. It reads
``parts.x``, what all parts carry up as ``carried.x``, and ``own.x``, what the step itself
gives of the nation's office and of people known to several provinces.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.publishing.figures.steps import Bench, Step, add_upward
from imbang.questions import headers

if TYPE_CHECKING:
    import duckdb

LINEAR: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "intermediate.ladders": (
        ("kind", "unit"),
        (
            "roles",
            "persons",
            "active",
            "current",
            "trained",
            "valid",
            "with_decree",
        ),
    ),
    "marts.confirmations": (("kind", "age"), ("rows",)),
    "marts.kinds_held": (("kinds",), ("persons",)),
    "marts.psm_traits": (("trait", "category"), ("persons",)),
    "marts.role_overlaps": (("kind_a", "kind_b"), ("persons",)),
    "marts.training_reach": (("reach",), ("persons",)),
    "derived.trained_counts": (("step",), ("persons",)),
}
"""Tables whose counts of the nation are those of its provinces together, people known to
several of them once: the columns that tell its rows apart, and those that count."""


def instead(found: Mapping[str, Step]) -> dict[str, Step]:
    """The steps of the nation: ``found`` with those that follow from parts replaced."""
    changed = dict(found)
    for path in sorted((paths.QUERIES / "nation").glob("*.sql")):
        step, sql = found[path.stem], path.read_text("utf-8")
        upward = paths.QUERIES / f"{path.stem.replace('.', '/')}.upward.sql"
        own = f"own.{_name(step.table)}"
        reads = headers.tables_read(sql)
        if upward.is_file():
            reads |= headers.tables_read(upward.read_text("utf-8"))
        below = step.reads if own in reads else frozenset()
        changed[step.table] = dataclasses.replace(
            step,
            reads=(reads | below) - {own, step.table},
            make=functools.partial(_make, step, sql, own in reads),
        )
    for table in LINEAR.keys() & found.keys():
        changed[table] = dataclasses.replace(
            found[table], make=functools.partial(_add_up, found[table])
        )
    return changed


def attach_parts(work: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    """Make the schema ``parts`` of what the files of parts carry up, one each."""
    work.execute("create schema parts")
    for number, file in enumerate(files):
        duckdb_files.attach(work, file, f"part_{number}", read_only=True)
    for path in sorted((paths.QUERIES / "carried").glob("*.sql")):
        rows = " union all by name ".join(
            f"select * from part_{number}.carried.{path.stem}"  # noqa: S608
            for number, _file in enumerate(files)
        )
        work.execute(f"create view parts.{path.stem} as {rows}")


def _name(table: str) -> str:
    return table.partition(".")[2]


def _make(step: Step, sql: str, is_own: bool, bench: Bench) -> None:
    if is_own:
        _make_own(step, bench)
    bench.work.execute(f"create table {step.table} as {sql}")
    layer, name = step.table.split(".")
    add_upward(paths.QUERIES / layer / f"{name}.sql", step.table, bench)


def _make_own(step: Step, bench: Bench) -> None:
    """Make what the step gives by itself, under the schema ``own``."""
    step.make(bench)
    name = _name(step.table)
    bench.work.execute(f"create table own.{name} as from {step.table}")
    bench.work.execute(f"drop table {step.table}")


def _add_up(step: Step, bench: Bench) -> None:
    """Make a table of `LINEAR`: the provinces' rows together, and in their place, for
    people known to several of them, those of the nation."""
    _make_own(step, bench)
    keys, counts = LINEAR[step.table]
    name = _name(step.table)
    listed = ", ".join(keys)
    sums = ", ".join(f"sum(sign * {one}) as {one}" for one in counts)
    running = ", ".join(
        f"cast(sum({one}) over months as integer) as {one}" for one in counts
    )
    moved = " or ".join(f"sum(sign * {one}) <> 0" for one in counts)
    there = " or ".join(f"{one} > 0" for one in counts)
    bench.work.execute(
        f"""
        create table {step.table} as
        with

        weighted as (
            select *, 1 as weight from parts.{name}
            union all by name
            select own.*, case region.depth when 0 then 1 else -1 end as weight
            from own.{name} as own
            inner join reference.regions as region using (region_id)
            where region.depth <= 1
        ),

        changes as (
            select
                {listed}, {", ".join(counts)},
                unnest([from_month, to_month]) as month,
                unnest([weight, -weight]) as sign
            from weighted
        ),

        monthly as (
            select {listed}, month, {sums}
            from changes
            group by {listed}, month
            having {moved}
        ),

        summed as (
            select
                0 as region_id,
                {listed},
                month as from_month,
                lead(month, 1, 999999) over months as to_month,
                {running}
            from monthly
            window months as (partition by {listed} order by month)
        )

        select * from summed where {there}
        """  # noqa: S608 -- names of ours
    )
