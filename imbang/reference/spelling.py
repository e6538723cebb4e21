"""Words spelled alike: what headings and labels are compared by."""

from __future__ import annotations

import functools
import re

_NO_LETTER = re.compile(r"[^a-z0-9#]+")
_REMEMBERED = 200  # characters; thousands of longer texts would fill the memory


def plain(text: str) -> str:
    """A heading or label without case, signs and blanks: 'No. SK' → ``nosk``."""
    if text.isascii() and text.isdecimal():  # nothing to fold, and no NIK is remembered
        return text
    return _plain(text) if len(text) <= _REMEMBERED else _plain.__wrapped__(text)


@functools.lru_cache(maxsize=8192)  # each dataset is tried on the same cells
def _plain(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def spelled(text: str) -> str:
    """What makes two cells say the same: `plain`, or the text of one without letters."""
    return plain(text) or text.strip()


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())
