"""A store that is not ready yet: how far it is, said by the server until it is.

What makes it ready runs in a process apart (`imbang.demo.ensure`). Where nothing can be
read meanwhile, every page's address answers with a page of its own, which needs no session
and is there at once; else the pages show the figures of before, with a line above them.
"""

from __future__ import annotations

import functools
import html
import shlex
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from imbang import demo, formats
from imbang.app import bare_page
from imbang.app.page_files import list_pages
from imbang.paths import ASSETS
from imbang.publishing import background
from imbang.publishing.background import Publication
from imbang.questions import asking
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.store.snapshots import Snapshot, current_snapshot
from imbang.texts import _, language, use_language

_SCRIPT = "/opening.js"
_STATE = "/opening.json"


@dataclass(frozen=True)
class Opening:
    """A store that is made ready: what it needs, what was read before, how far it is."""

    store: Store
    needs: demo.Need
    before: Snapshot | None
    told: Publication
    spoken: str

    @property
    def is_over(self) -> bool:
        """Whether readers see today's figures, whoever published them."""
        if self.told.snapshot is not None:
            return True
        try:
            now = current_snapshot(self.store.folder)
        except Refusal:  # damaged meanwhile: the pages say so, once they can
            return False
        return now is not None and now != self.before

    @property
    def is_shut(self) -> bool:
        """Whether there is nothing to be read yet."""
        return not self.is_over and not _can_be_read(self.before)


_opening: Opening | None = None


def expect(store: Store, needs: demo.Need) -> None:
    """Say from now on that ``store`` is made ready; `begin` does it."""
    global _opening
    before = current_snapshot(store.folder)
    _opening = Opening(store, needs, before, Publication(demo.BY), language())


def begin() -> None:
    """Make the store ready that was expected, or go on where that failed.

    In a process apart, which is to compete with the server for as little of its start as
    can be: called when all that the server needs is loaded.
    """
    global _opening
    if _opening is not None:
        told = background.start(_opening.store, by=demo.BY, command="prepare")
        _opening = replace(_opening, told=told, spoken=language())


def running() -> Opening | None:
    """The store that is being made ready, None once it is; one that failed stays here."""
    global _opening
    if _opening is not None and _opening.is_over:
        _opening = None
    return _opening


@functools.lru_cache(maxsize=2)
def _can_be_read(before: Snapshot | None) -> bool:
    return before is not None and asking.can_be_asked(before)


def routes() -> list[Route]:
    """What the page asks while it is shown."""
    return [Route(_STATE, _answer_state), Route(_SCRIPT, _answer_script)]


class Opened:
    """Answers for the pages while there is nothing to be read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: Response | None = None
        if (
            scope["type"] == "http"
            and scope["path"].strip("/") in _addresses()
            and (opening := running()) is not None
            and opening.is_shut
        ):
            answer = _answer(Request(scope), opening)
        await (answer or self._app)(scope, receive, send)


@functools.cache
def _addresses() -> frozenset[str]:
    return frozenset(("", *(page.name for page in list_pages())))


def _answer(request: Request, opening: Opening) -> Response:
    if request.method == "POST" and opening.told.is_over:
        begin()
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.url.path}{query}", 303)
    _speak(request)
    headers = {"Cache-Control": "no-store"}
    return Response(page(opening, request), media_type="text/html", headers=headers)


async def _answer_state(request: Request) -> Response:
    _speak(request)
    opening = running()
    said: dict[str, object] = {"over": opening is None or not opening.is_shut}
    if opening is not None:
        said |= {
            "failed": opening.told.is_over,
            "share": opening.told.share,
            "percent": formats.percent(opening.told.share),
            "now": now(opening),
            "step": step(opening),
        }
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


async def _answer_script(_request: Request) -> Response:
    headers = {"Cache-Control": "no-cache"}
    script = (ASSETS / "opening.js").read_bytes()
    return Response(script, media_type="text/javascript", headers=headers)


def _speak(request: Request) -> None:
    use_language(request.query_params.get("lang"))


def step(opening: Opening) -> int:
    """Which of `_steps` is being done, from 0."""
    is_reading = opening.needs == "sample" and opening.told.share < demo.READING
    return 0 if is_reading or opening.needs == "figures" else 1


def now(opening: Opening) -> str:
    """What is being done at this moment."""
    if not opening.told.text:
        return _("Beginning …")
    if opening.told.text == demo.ELSEWHERE:
        return _("Another process is doing it; this page follows it.")
    if opening.needs == "sample" and step(opening) == 0:
        return _("Reading {file}", file=opening.told.text)
    return _("Working out the figures")


def failure(opening: Opening) -> str:
    """What happened where it ended without figures; in the language of the server where
    it is the process's own words."""
    told = opening.told
    if told.signal is not None:
        return _(
            "The process was stopped from outside (signal {n}). Where memory runs short,"
            " the operating system does so.",
            n=told.signal,
        )
    return told.refused or _(
        "Something in Imbang itself failed; the details are in the server's log."
    )


def title(opening: Opening) -> str:
    """What this is about."""
    if opening.told.is_over:
        return _("The dashboard is not ready")
    if opening.needs == "sample":
        return _("The sample data is coming in")
    return _("The figures are being worked out")


def why(opening: Opening) -> str:
    """Why it has to be done."""
    if opening.needs == "sample":
        return _(
            "This store is new, so it is filled with made-up sample data to look around"
            " with: workbooks as thirteen offices would send them."
        )
    if opening.before is None:
        return _(
            "What was sent is recorded, but not published yet. Nothing of it changes."
        )
    return _(
        "Imbang was updated, so all figures are worked out anew from what was sent."
        " Nothing of that changes."
    )


def _steps(opening: Opening) -> list[str]:
    reading = [_("Reading the workbooks")] if opening.needs == "sample" else []
    return [*reading, _("Working out the figures"), _("The dashboard opens by itself")]


def page(opening: Opening, request: Request) -> str:
    """The whole page; it loads its script and the font from this server alone."""
    body = _failed(opening) if opening.told.is_over else _coming(opening)
    return bare_page.page(
        title(opening),
        why(opening),
        body + f'<script src="{_SCRIPT}" defer></script>',
        request.url.query,
        font=True,
    )


def _coming(opening: Opening) -> str:
    told, current = opening.told, step(opening)
    steps = "".join(
        f"<li{' class=done' if n < current else ''}"
        f"{' aria-current=step' if n == current else ''}>{html.escape(text)}</li>"
        for n, text in enumerate(_steps(opening))
    )
    what = html.escape(now(opening))
    close = html.escape(_("This page may be closed; the work goes on."))
    return (
        f'<p class="bar"><progress max="1" value="{told.share:.3f}"'
        f' aria-labelledby="title"></progress>'
        f'<b id="percent">{formats.percent(told.share)}</b></p>'
        f'<p id="now">{what}</p><ol>{steps}</ol><p class="quiet">{close}</p>'
        '<noscript><meta http-equiv="refresh" content="2"></noscript>'
    )


def _failed(opening: Opening) -> str:
    own = opening.told.refused and opening.told.signal is None
    lang = opening.spoken if own else language()
    kept = _(
        "What was recorded so far is kept whole; trying again goes on from there. So does"
        " the next start of imbang serve, or this command:"
    )
    command = f"imbang prepare --store {shlex.quote(str(opening.store.folder))}"
    return (
        f'<p class="failed" role="alert" lang="{lang}">'
        f"{html.escape(failure(opening))}</p>"
        f"<p>{html.escape(kept)}</p><pre>{html.escape(command)}</pre>"
        f'<form method="post"><button>{html.escape(_("Try again"))}</button></form>'
    )
