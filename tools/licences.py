"""Writes docs/licences.md: what Imbang runs on, and under which licence each part stands."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.lock"

ALLOWED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
    }
)
"""Licences (SPDX) under which a part may be used by an office and passed on by Imbang."""

# What packages say that do not say it in SPDX.
_SPELT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_HEAD = """\
# Licences

What `requirements.lock` installs, each with the licence that it states of itself (SPDX; of
“BSD” it is not said which). Written by `make licences`; a test holds each to the list in
`tools/licences.py`. Imbang itself is under the MIT licence ([LICENSE](../LICENSE)); where
its data come from is said in [data/reference](../data/reference/SOURCES.md).

| package | licence |
| --- | --- |
"""


def locked() -> list[str]:
    """The names of the packages that are pinned for running, once each."""
    found = re.findall(r"^([\w.-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)
    return list(dict.fromkeys(found))


def licence_of(said: PackageMetadata) -> str:
    """The licence of an installed package; what it says itself where that is not known."""
    if "License-Expression" in said:
        return str(said["License-Expression"])
    whole = str(said["License"]) if "License" in said else ""
    told = whole.split("\n")[0].split("  ")[0].strip()
    classes = [
        one.rpartition(" :: ")[2]
        for one in said.get_all("Classifier") or []
        if one.startswith("License :: ") and one != "License :: OSI Approved"
    ]
    found = [_SPELT.get(one, one) for one in (told, *classes) if one]
    return next((one for one in found if one in ALLOWED), ", ".join(found))


def is_allowed(licence: str) -> bool:
    """Whether all that a licence joins by AND, or one of what it joins by OR, is allowed."""
    return any(
        all(one.strip(" ()") in ALLOWED for one in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def page() -> str:
    """The page as it is to be."""
    rows = [f"| {name} | {licence_of(metadata(name))} |" for name in locked()]
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    others = [n for n in locked() if not is_allowed(licence_of(metadata(n)))]
    sys.exit(f"Not on the list of licences: {', '.join(others)}" if others else 0)
