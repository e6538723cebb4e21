"""Parts: figures of some provinces, made by themselves and named by what they follow from.

A part follows from what its offices sent, from what other parts know of its people, from
settings, reference data and the rules of counting; its key is the hash of exactly those.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.disk import duckdb_files
from imbang.periods import NO_END
from imbang.progress import Progress, silently
from imbang.publishing.borders import TABLES as BORDERS
from imbang.publishing.borders import Elsewhere
from imbang.publishing.figures import (
    building,
    doing,
    map_layers,
    nation,
    poisson_limits,
)
from imbang.publishing.figures.material import Material
from imbang.publishing.figures.scopes import Scope, part
from imbang.refusals import Refusal
from imbang.texts import _

if TYPE_CHECKING:
    import duckdb

SMALL = 50_000
"""Rows below which provinces share a part: what each part costs beside its rows."""

OF_THE_NATION = frozenset(
    {poisson_limits.TABLE, "results.coverage_above", "results.norms"}
)
"""Tables that are made with the nation, for all."""
OF_ALL_REGIONS = frozenset({"results.coverage", "results.coverage_villages"})
"""Tables with rows of regions of which nothing is known: with the nation the rest."""
NOTHING = f"0:{0:016x}"
"""The fingerprint of a table without rows."""
OWNED = {
    "marts.attendances": ("activity_id", "marts.activities", "office_id"),
    "results.finding_rows": ("finding_id", "results.findings", "region_id"),
}
"""Tables whose rows are those of another: by which column, which, and whose those are."""

_MONTHS = frozenset(
    {"from_month", "to_month", "beside_from", "beside_to"}
    | {"period", "period_from", "period_to"}
)


@dataclass(frozen=True)
class Job:
    """One part to make: of these provinces, from this material.

    ``folder`` is where its files go, ``name`` what they begin with; ``maps`` are those that
    need not be drawn (`map_layers.Maps`).
    """

    scope: Scope
    material: Material
    reference: Path
    folder: Path
    name: str
    elsewhere: Elsewhere | None = None
    carried: Sequence[Path] = ()
    with_maps: bool = True
    maps: Mapping[str, str] = field(default_factory=dict)
    memory: str = "3GB"
    threads: int = 1

    @property
    def label(self) -> str:
        """What the part is called."""
        return self.scope.label


@dataclass(frozen=True)
class Made:
    """A part that was made: the file of its figures, that of what it carries up, a
    fingerprint of each table of figures, and the maps it needs."""

    label: str
    provinces: tuple[str, ...]
    figures: Path
    carried: Path
    fingerprints: dict[str, str]
    layers: tuple[str, ...] = field(default=())


def divide(material: Material, provinces: Iterable[str]) -> list[Scope]:
    """The parts that these provinces are made in: small ones together."""
    rows = dict.fromkeys(sorted(provinces), 0)
    for one in material.sent:
        if one.province in rows:
            rows[one.province] += one.rows
    scopes: list[Scope] = []
    together: list[str] = []
    for province, count in rows.items():
        if count >= SMALL:
            scopes.append(part([province]))
            continue
        together.append(province)
        if sum(rows[one] for one in together) >= SMALL:
            scopes.append(part(together))
            together = []
    if together:
        scopes.append(part(together))
    return scopes


def key(job: Job, common: str, told: str, made_from: Iterable[str] = ()) -> str:
    """The name of a part by all that it follows from.

    ``common`` is what all share, ``told`` the fingerprint of what it is told of people,
    ``made_from`` the keys of the parts that the nation is made from. (What they carry up
    follows from these; its file is another each time that it is written.)
    """
    scope = job.scope
    said = job.material.hash(
        common, told, scope.provinces, scope.is_nation, job.with_maps, *made_from
    )
    return hashlib.sha256(said.encode()).hexdigest()


def people_key(job: Job, common: str) -> str:
    """The name of whom a part knows, by all that it follows from."""
    said = job.material.of_people().hash(common, job.scope.provinces)
    return hashlib.sha256(said.encode()).hexdigest()


def know_people(job: Job) -> Path:
    """Write whom a part knows, for others; the file."""
    file = job.folder / f"{job.name}.people.duckdb"
    with workshop(job) as work:
        building.build(
            work,
            job.material.of_people(),
            silently,
            job.scope,
            wanted=BORDERS,
            reference=job.reference,
        )
        duckdb_files.attach(work, file, "told", small=True)
        work.execute("create schema told.borders")
        for table in BORDERS:
            work.execute(f"create table told.{table} as from {table}")
        work.execute("detach told")
    return file


def make(job: Job, progress: Progress) -> Made:
    """Make the figures of a part, or of the nation from what parts carry up.

    Raises Refusal where the figures contradict themselves.
    """
    figures = job.folder / f"{job.name}.figures.duckdb"
    carried = job.folder / f"{job.name}.carried.duckdb"
    maps = map_layers.Maps(job.folder / "geometry", job.maps) if job.with_maps else None
    with workshop(job) as work:
        if job.scope.is_nation:
            nation.attach_parts(work, job.carried)
        building.build(
            work,
            job.material,
            progress,
            job.scope,
            wanted=wanted(job.scope),
            reference=job.reference,
            elsewhere=job.elsewhere.file if job.elsewhere else None,
            maps=maps,
            threads=job.threads,
        )
        published = _published(work, job.scope)
        fingerprints: dict[str, str] = {}
        work.execute("set checkpoint_threshold = '1KB'")
        tasks: list[doing.Task] = [
            check,
            functools.partial(_export, file=figures, rows=published),
            functools.partial(_take_fingerprints, rows=published, told=fingerprints),
        ]
        if job.scope.is_part:
            tasks.append(functools.partial(_carry, file=carried))
        doing.all_of(tasks, work, job.threads)
        files = layers(work) if job.scope.is_part else ()
    return Made(job.label, job.scope.provinces, figures, carried, fingerprints, files)


def wanted(scope: Scope) -> list[str]:
    """The tables that a scope makes for others to read."""
    tables = [step.table for step in building.steps()]
    if scope.is_nation:
        return [
            table
            for table in tables
            if table.split(".")[0] in ("marts", "results") and table != map_layers.TABLE
        ]
    return [
        *(
            table
            for table in tables
            if table.split(".")[0] in ("marts", "results")
            and table not in OF_THE_NATION
        ),
        *(f"carried.{path.stem}" for path in (paths.QUERIES / "carried").glob("*.sql")),
    ]


def owned(columns: Iterable[str], table: str, within: str, where: str = "") -> str:
    """Which rows of a published table are of some regions.

    ``within`` is a condition on a region's id, ``{}``; ``where`` is what the names of
    other tables begin with.
    """
    if table not in OWNED:
        column = next(one for one in ("region_id", "office_id") if one in columns)
        return within.replace("{}", column)
    by, other, column = OWNED[table]
    whose = within.replace("{}", column)
    return f"{by} in (select {by} from {where}{other} where {whose})"  # noqa: S608


def workshop(job: Job) -> duckdb.DuckDBPyConnection:
    """A database in memory to make a part in."""
    import duckdb

    work = duckdb.connect(config={"threads": job.threads})
    # in memory; what is more than this goes to disk beside the draft
    work.execute(f"set memory_limit = '{job.memory}'")
    work.execute("set temp_directory = ?", [str(job.folder / f"{job.name}.spill")])
    return work


def _published(work: duckdb.DuckDBPyConnection, scope: Scope) -> dict[str, str]:
    """What is published of a scope, and only of its own regions: the rows of each table."""
    made = work.execute(
        """
        select schema_name || '.' || table_name, list(column_name)
        from duckdb_columns()
        where schema_name = any($1) and not internal and database_name = 'memory'
        group by all
        order by all
        """,
        [["marts", "results"]],
    ).fetchall()
    rows = {}
    for table, columns in made:
        where = ""
        is_rest = scope.is_nation and table in OF_ALL_REGIONS
        if not is_rest and table not in {map_layers.TABLE, *OF_THE_NATION}:
            within = "{} > 0" if scope.is_part else "{} = 0"
            where = f"where {owned(columns, table, within)}"
        rows[table] = kept(table, columns, where)
    return rows


def _export(
    work: duckdb.DuckDBPyConnection, file: Path, rows: Mapping[str, str]
) -> None:
    """Write these rows of tables."""
    duckdb_files.attach(work, file, "figures")
    for schema in ("marts", "results"):
        work.execute(f"create schema figures.{schema}")
    for table, sql in rows.items():
        work.execute(f"create table figures.{table} as {sql}")
    work.execute("detach figures")


def _take_fingerprints(
    work: duckdb.DuckDBPyConnection, rows: Mapping[str, str], told: dict[str, str]
) -> None:
    for table, sql in rows.items():
        told[table] = duckdb_files.fingerprint(work, f"({sql})")


def kept(table: str, columns: Collection[str], where: str = "") -> str:
    """The rows of a table as a snapshot keeps them: months in 16 bits.

    An end that is open would make every end beside it as wide as it is itself, far away
    as it lies: here it is `NO_END`.
    """
    if not {"from_month", "to_month"} <= {*columns}:
        return f"from {table} {where}"
    months = ", ".join(
        f"cast(if({name} > {NO_END}, {NO_END}, {name}) as smallint) as {name}"
        for name in columns
        if name in _MONTHS
    )
    return f"""
        select * replace ({months})
        from {table} {where or "where true"} and from_month < {NO_END}
    """  # noqa: S608 -- names of ours


def together(fingerprints: Iterable[str]) -> str:
    """The fingerprint of tables put together."""
    rows, content = 0, 0
    for one in fingerprints:
        count, _colon, hashed = one.partition(":")
        rows += int(count)
        content ^= int(hashed, 16)
    return f"{rows}:{content:016x}"


def _carry(work: duckdb.DuckDBPyConnection, file: Path) -> None:
    duckdb_files.attach(work, file, "up", small=True)
    work.execute("create schema up.carried")
    for path in sorted((paths.QUERIES / "carried").glob("*.sql")):
        table = f"carried.{path.stem}"
        work.execute(f"create table up.{table} as from {table}")
    work.execute("detach up")


def layers(work: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The files of the maps that a part needs."""
    from imbang.geometry.layers import LayerSet

    rows = work.execute(f"select meta from {map_layers.TABLE}").fetchall()  # noqa: S608
    return tuple(
        sorted(
            f"{sha256}.json.gz"
            for (meta,) in rows
            for sha256 in LayerSet.from_json(meta).sha256s
        )
    )


def check(work: duckdb.DuckDBPyConnection) -> None:
    """Run the invariants: each lists the rows that must not be."""
    for path in sorted((paths.QUERIES / "invariants").glob("*.sql")):
        if offending := work.execute(path.read_text("utf-8")).fetchall():
            raise Refusal(
                _(
                    "The figures contradict themselves ({name}: {rows}). Nothing was "
                    "published; please report this.",
                    name=path.stem,
                    rows=offending[:3],
                )
            )
