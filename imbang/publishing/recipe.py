"""What figures depend on beside submissions: reference data and the rules of counting."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from imbang import paths
from imbang.disk import durable
from imbang.publishing.figures import building
from imbang.store.deliveries import Store
from imbang.store.snapshots import current_snapshot

FIGURE_PACKAGES = ("analysis", "geometry", "publishing", "questions", "reference")
"""Whose code bears on figures: what is told of them is not in there, nor how files are
read, since rows are recorded as they were read."""


_READ_BESIDE = ("nation", "checks", "indicators", "macros")


def recipe() -> dict[str, str]:
    """The SHA-256 of all that figures depend on beside submissions and settings.

    ``reference`` data, ``queries``, and the ``code`` that runs them and works out the
    rest: all of it in `FIGURE_PACKAGES`, as it was when this process first asked.
    """
    return {
        "reference": _hash_files(paths.REFERENCE, paths.REFERENCE.glob("*.*")),
        "queries": _hash_files(
            paths.QUERIES,
            (
                path
                for layer in (*building.LAYERS, *building.OF_PARTS, *_READ_BESIDE)
                for path in (paths.QUERIES / layer).glob("*.sql")
            ),
        ),
        "code": _hash_code(),
    }


def common() -> str:
    """What all parts follow from: reference data, queries, code, and what runs them."""
    import duckdb

    return " ".join([*recipe().values(), duckdb.__version__])


@functools.cache
def _hash_code() -> str:
    return hash_code(paths.PACKAGE)


def hash_code(package: Path) -> str:
    """The SHA-256 of the Python that makes figures, in this folder of Imbang."""
    return _hash_files(
        package,
        (path for name in FIGURE_PACKAGES for path in (package / name).rglob("*.py")),
    )


def is_outdated(store: Store) -> bool:
    """Whether the current snapshot was made by other queries or code than these."""
    snapshot = current_snapshot(store.folder)
    if snapshot is None:
        return False
    return any(snapshot.manifest["recipe"].get(k) != v for k, v in recipe().items())


def _hash_files(folder: Path, files: Iterable[Path]) -> str:
    content = {
        file.relative_to(folder).as_posix(): _hash_file(file, *_written(file))
        for file in files
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _written(file: Path) -> tuple[int, int, int]:
    """What changes when a file is written anew."""
    found = file.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


@functools.lru_cache(maxsize=2048)
def _hash_file(file: Path, *_written: int) -> str:
    return durable.sha256(file)
