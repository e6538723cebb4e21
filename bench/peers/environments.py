"""Environments of their own for the others, made from ``requirements-NAME.lock``.

They lie outside the repository (``~/.cache/imbang-peers`` unless told otherwise) and are
made again when the lock has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

_LOCKS = Path(__file__).parent
_MADE = "made-from"


def default_folder() -> Path:
    """Where environments are kept from one run to the next."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "imbang-peers"


def python_of(name: str, folder: Path) -> Path:
    """The interpreter of an environment, made first if need be."""
    lock = _LOCKS / f"requirements-{name}.lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    made = folder / name
    python = made / "bin" / "python"
    mark = made / _MADE
    if mark.is_file() and mark.read_text() == wanted:
        return python
    print(f"Installing {name} into {made} (once) …", flush=True)
    shutil.rmtree(made, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", made], check=True)
    pip = f"{python} -m pip install --quiet --disable-pip-version-check --no-deps"
    subprocess.run([*pip.split(), "-r", str(lock)], check=True)
    mark.write_text(wanted)
    return python
