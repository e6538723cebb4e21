"""What an officer says of a column: add its parts up, take one, pass it over, thousands."""

from __future__ import annotations

from collections.abc import Mapping

from imbang.intake.layout.thousands import THOUSANDS
from imbang.reference.spelling import spelled
from imbang.texts import _

ADD = "add"
IGNORE = "ignore"
ONLY = "only:"  # the value follows
ZERO = "0"  # of blank cells, said of their heading
UNKNOWN = "unknown"
BEGUN = "begun"  # of periods, said of their heading
NEITHER = "neither"  # of figures that stand twice, said of the regions' heading

COUNT_ROWS = (
    "count_rows"  # of a register of persons, said of the heading of NIK or name
)


def said_of(labels: Mapping[str, str], text: str) -> str | None:
    """What is said of the parts under a heading, or of one of them, if anything is."""
    keys = [key for label, key in labels.items() if spelled(label) == spelled(text)]
    return next(
        (k for k in keys if k in (ADD, IGNORE) or k.startswith(ONLY)),
        None,
    )


def is_said(labels: Mapping[str, str], text: str | None, answer: str) -> bool:
    """Whether that answer is given about a heading."""
    wanted = spelled(text or "")
    return any(k == answer and spelled(t) == wanted for t, k in labels.items())


def is_answer(key: str) -> bool:
    """Whether a key answers a question about a column."""
    return in_words(key) is not None


def in_words(key: str) -> str | None:
    """Such an answer in words; None for any other key."""
    if key == ADD:
        return _("add all up")
    if key == IGNORE:
        return _("it does not matter")
    if key == ZERO:
        return _("nobody (0)")
    if key == UNKNOWN:
        return _("not known")
    if key == BEGUN:
        return _("only what has begun")
    if key == NEITHER:
        return _("read neither")
    if key == COUNT_ROWS:
        return _("count the rows")
    if key == THOUSANDS:
        return _("thousands")
    if key.startswith(ONLY):
        return _("only “{value}”", value=key.removeprefix(ONLY))
    return None
