"""What an officer says of a column of parts: add them up, take one, or pass it over."""

from __future__ import annotations

from collections.abc import Mapping

from imbang.reference.spelling import spelled
from imbang.texts import _

ADD = "add"
IGNORE = "ignore"
ONLY = "only:"  # the value follows


def said_of(labels: Mapping[str, str], text: str) -> str | None:
    """The answer about a column's heading or one of its values, if there is one."""
    wanted = spelled(text)
    keys = (key for label, key in labels.items() if spelled(label) == wanted)
    return next((key for key in keys if is_answer(key)), None)


def is_answer(key: str) -> bool:
    """Whether a key answers a question about parts."""
    return key in (ADD, IGNORE) or key.startswith(ONLY)


def in_words(key: str) -> str | None:
    """Such an answer in words; None for any other key."""
    if key == ADD:
        return _("add all up")
    if key == IGNORE:
        return _("it does not matter")
    if key.startswith(ONLY):
        return _("only “{value}”", value=key.removeprefix(ONLY))
    return None
