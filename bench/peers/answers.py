"""What is asked, and when two answers are the same.

Imported by workers in environments of their own: nothing but the standard library.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# Of each question the columns that are compared, in the order of every answer.
QUESTIONS = {
    "coverage": ("village", "PMKS", "active PSM", "state"),
    "trend": ("month", "active PSM", "PMKS"),
    "roles": ("regency", "kind", "active"),
}
Asked = Mapping[str, Any]  # values of $province (a code) and $month (an index)
Rows = Sequence[Sequence[Any]]


def digest(answers: Iterable[Iterable[Sequence[Any]]]) -> str:
    """The hash of answers one after another, whatever the order of their rows."""
    told = hashlib.sha256()
    for rows in answers:
        lines = sorted("|".join(map(_text, row)) for row in rows)
        told.update("\n".join([*lines, "", ""]).encode())
    return told.hexdigest()[:16]


def _text(value: Any) -> str:
    """A value as text: a whole number is written alike whatever holds it."""
    if value is None or value != value:
        return ""
    return value if isinstance(value, str) else str(int(value))
