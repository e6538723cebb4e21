"""Asks with pip-audit whether what is pinned has known vulnerabilities, and says what came.

pip-audit ends well where it could not ask about anything; that is told here as what it is.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-build.lock")
_UNKNOWN = (
    "Whether what is pinned has known vulnerabilities is not known: the list of them (at "
    "PyPI) cannot be reached from here{of}. Run `make audit` where it can be."
)


def told(report: str) -> tuple[str, bool]:
    """What pip-audit's JSON says, in words, and whether all is well."""
    try:
        found = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return _UNKNOWN.format(of=""), False
    skipped = [one["name"] for one in found if "skip_reason" in one]
    lines = [line for one in found for line in _vulnerabilities(one)]
    if skipped or not found:
        of = f" for {len(skipped)} of {len(found)} packages" if found else ""
        lines.append(_UNKNOWN.format(of=of))
    if lines:
        return "\n".join(lines), False
    return f"No known vulnerability in {len(found)} packages.", True


def _vulnerabilities(one: dict[str, Any]) -> list[str]:
    return [
        f"{one['name']} {one['version']}: {known['id']}, mended in "
        f"{', '.join(known['fix_versions']) or 'no version yet'}"
        for known in one.get("vulns", ())
    ]


def main() -> int:
    """Run pip-audit in an environment of its own; 0 where all is well."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        where = "Scripts" if sys.platform == "win32" else "bin"
        python = str(Path(folder, where, "python"))
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "pip-audit"], check=True)
        of = [part for lock in LOCKS for part in ("--requirement", str(ROOT / lock))]
        asked = [python, "-m", "pip_audit", *of, "--disable-pip", "--format", "json"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
    text, is_well = told(done.stdout)
    print(text)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
