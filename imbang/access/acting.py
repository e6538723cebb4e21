"""Who acts now, and what they are refused: asked where data is fetched and changed.

The command line is the operator's. A server says with `ask_for` how to find who sits
before the screen of the session that runs; work that goes on beside it runs `acting_as`
whoever began it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from imbang.access import words
from imbang.access.people import NOBODY, OPERATOR, Person
from imbang.access.rights import Right
from imbang.refusals import Refusal
from imbang.texts import _
from imbang.texts.signs import one_line

_acting: ContextVar[Person | None] = ContextVar("acting", default=None)
_found: list[Callable[[], Person]] = [lambda: OPERATOR]


class NotAllowed(Refusal):
    """Something that the person who asks has no right to."""


def ask_for(find: Callable[[], Person]) -> None:
    """Have this process find out by ``find`` who acts; it is asked each time."""
    _found[:] = [find]


def person() -> Person:
    """Who acts now."""
    return _acting.get() or _found[0]()


@contextmanager
def acting_as(someone: Person) -> Iterator[None]:
    """Do what is within as ``someone``."""
    token = _acting.set(someone)
    try:
        yield
    finally:
        _acting.reset(token)


def still(someone: Person) -> Person:
    """``someone`` with the roles that they hold by now; `NOBODY` where their login is over,
    or somebody else acts."""
    now = person()
    return now if now.subject == someone.subject else NOBODY


def require(right: Right, region: str | None = None) -> Person:
    """Who acts, where they hold the right (in ``region``); NotAllowed otherwise."""
    who = person()
    if not who.may(right, region):
        raise NotAllowed(_refused(right, region))
    return who


def require_operator() -> None:
    """NotAllowed unless whoever acts sits at the computer that holds the store."""
    if not person().is_operator:
        raise NotAllowed(
            _("Only on the computer that holds the store can this be done: imbang.")
        )


def signed(by: str) -> str:
    """Who is written into logs: who logged in, else the name that was given, as one line
    of what can be seen."""
    who = person()
    return one_line(by) if who.is_operator else who.name


def _refused(right: Right, region: str | None) -> str:
    refused = (
        _("Your roles do not allow you to {what}.", what=words.what(right))
        if region is None
        else _(
            "Your roles do not allow you to {what} of {region}.",
            what=words.what(right),
            region=words.place(region),
        )
    )
    return f"{refused} {words.who_can(right)}"
