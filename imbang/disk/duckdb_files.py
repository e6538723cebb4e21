"""Files as DuckDB can open them, whatever the folder they lie in is called.

DuckDB takes ``*``, ``?`` and ``[`` in the name of a Parquet file for a pattern, a ``?``
in that of a database for the end of the name, and a backslash for a slash. A folder may
hold all of these (not on Windows, where they are not allowed).
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_ODD = re.compile(r"[*?[]" if os.name == "nt" else r"[*?[\\]")
_aliases: dict[Path, Path] = {}


def plain(path: Path) -> str:
    """``path`` by a name without signs that DuckDB reads as something else.

    A link to the odd folder, made once a process and gone with it, stands in for it.
    """
    whole = path.absolute()
    odd = [one for one in (whole, *whole.parents) if _ODD.search(one.name)]
    if not odd:
        return str(path)
    folder = odd[0] if odd[0] != whole else whole.parent
    if not _is_alias(folder):
        made = Path(tempfile.mkdtemp(prefix="imbang-"))
        atexit.register(shutil.rmtree, made, ignore_errors=True)
        (made / "store").symlink_to(folder, target_is_directory=True)
        _aliases[folder] = made / "store"
    return str(_aliases[folder] / whole.relative_to(folder))


def _is_alias(folder: Path) -> bool:
    """Whether a link stands in for it, and still does: temporary folders are tidied."""
    return folder in _aliases and _aliases[folder].is_symlink()


def attach(
    work: duckdb.DuckDBPyConnection,
    file: Path,
    name: str,
    *,
    read_only: bool = False,
    small: bool = False,
    row_group: int | None = None,
) -> None:
    """Attach the database ``file`` to ``work``; ``name`` is one of ours.

    A new one that is ``small`` takes the least room for each of its tables. What is
    written is laid in groups of ``row_group`` rows, a multiple of 2,048; DuckDB's own
    122,880 unless given.
    """
    quoted = plain(file).replace("'", "''")
    options = ["read_only"] if read_only else []
    options += ["block_size 16384"] if small else []
    options += [f"row_group_size {row_group}"] if row_group else []
    mode = f" ({', '.join(options)})" if options else ""
    work.execute(f"attach '{quoted}' as {name}{mode}")


def fingerprint(work: duckdb.DuckDBPyConnection, table: str) -> str:
    """How many rows a table has and what is in them, in whatever order."""
    [(rows, content)] = work.execute(
        f"select count(*), coalesce(bit_xor(hash(t)), 0) from {table} as t"  # noqa: S608
    ).fetchall()
    return f"{rows}:{content:016x}"


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A folder to build databases in: ``folder`` itself unless its name is odd.

    To write beside a database DuckDB follows links, so what is built elsewhere is moved
    into ``folder`` at the end.
    """
    if plain(folder) == str(folder):
        yield folder
        return
    made = Path(tempfile.mkdtemp(prefix="imbang-"))
    try:
        yield made
        for file in made.iterdir():
            shutil.move(file, folder / file.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
