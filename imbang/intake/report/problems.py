"""What a check finds: problems with their place, and the report made of them.

A problem never holds a NIK: whatever looks like one, or like most of one, is masked
when the problem is made, wherever it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from imbang.nik import masked, masked_name

Severity = Literal["error", "warning", "info"]

_LONGEST_VALUE = 120
_LONGEST_HEADING = 300
_LONGEST_MESSAGE = 1_500
_QUOTED = re.compile(r"“([^“”]+)”")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing found, and where; ``row`` is the sheet's own number, from 1."""

    file: str
    sheet: str | None
    row: int | None
    column: str | None
    value: str | None
    rule: str
    message: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        """Mask what must not be shown, and shorten what nobody would read."""
        object.__setattr__(self, "file", masked_name(self.file))
        if self.sheet is not None:
            object.__setattr__(self, "sheet", masked_name(self.sheet))
        object.__setattr__(self, "message", _message(self.message))
        if self.column is not None:
            object.__setattr__(self, "column", heading(self.column))
        if self.value is not None:
            object.__setattr__(self, "value", shown(self.value))


def heading(text: str) -> str:
    """A heading as it is told: masked, and not longer than anybody reads."""
    return _cut(masked(text), _LONGEST_HEADING)


def _message(text: str) -> str:
    """A message with long quotations cut short, and itself not longer than a page."""
    if len(text) > _LONGEST_VALUE:
        text = _QUOTED.sub(lambda quoted: f"“{_cut(quoted[1], _LONGEST_VALUE)}”", text)
    return masked(_cut(text, _LONGEST_MESSAGE))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def masked_identity(text: str) -> str:
    """A cell of the NIK column: whatever it holds, only its first digits are shown."""
    start = re.match(r"[0-9]{0,4}", text.strip().lstrip("'"))
    shown_part = start[0] if start else ""
    return shown_part + "*" * (16 - len(shown_part))


def shown(text: str) -> str:
    """A cell's text as a report may show it: masked, on one line, not too long."""
    return _cut(" ".join(masked(text).split()), _LONGEST_VALUE)
