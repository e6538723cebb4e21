"""Who sits before a session, or sends a request: found anew each time, for a login may
be over, ended elsewhere, or have lost its roles since."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from imbang.access import acting, assigning
from imbang.access.people import NOBODY, Person
from imbang.app.login import claims as logins
from imbang.app.login import demo, kept
from imbang.app.login.claims import Claims
from imbang.app.login.configuration import Login, used
from imbang.refusals import Refusal

Why = Literal["", "absent", "issuer", "audience", "expired", "ended", "nameless"]


@dataclass(frozen=True)
class Sitting:
    """Somebody, and ``why`` they are nobody; ``told`` where that was said in words."""

    person: Person = NOBODY
    why: Why = ""
    told: str = ""

    @property
    def is_in(self) -> bool:
        """Whether they may come in: logged in, with any role at all."""
        return not self.why and bool(self.person.grants)


# of the connection that a task serves: what is made for a download runs beside the
# session's script, which alone has Streamlit's context
_CONNECTION: ContextVar[Claims | None] = ContextVar("connection", default=None)


def begin(login: Login) -> None:
    """Have all that this process does for readers be done as who is logged in."""
    acting.ask_for(lambda: found(_claims(), login).person)


def now() -> Sitting | None:
    """Who sits before the session that runs; None where nobody has to log in."""
    login = used()
    return None if login is None else found(_claims(), login)


def serves(claims: Claims) -> None:
    """Say whose connection the task that runs now serves."""
    _CONNECTION.set(claims)


def of_cookies(cookies: Mapping[str, str], login: Login) -> Sitting:
    """Who sends these cookies."""
    return found(logins.of_cookies(cookies, login), login)


def found(claims: Claims | None, login: Login) -> Sitting:
    """Whom claims speak of, as far as they hold. Refusal where the store cannot be read."""
    if not claims:
        return Sitting(why="absent")
    if why := logins.fault(claims, login):
        return Sitting(why=why)
    said = kept.told()
    if kept.is_ended(claims, said):
        return Sitting(why="ended")
    if login.is_demo:
        return Sitting(demo.person_of(claims))
    try:
        return Sitting(assigning.person_of(claims, said.roles, login.roles))
    except Refusal as refused:
        return Sitting(why="nameless", told=str(refused))


def _claims() -> Claims | None:
    context = get_script_run_ctx(suppress_warning=True)
    return _CONNECTION.get() if context is None else dict(context.user_info)
