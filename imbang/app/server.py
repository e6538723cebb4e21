"""The server: starting it, and the addresses it answers itself.

Besides Streamlit's own, the dashboard answers some addresses: what browsers fetch once
(`imbang.app.fetched`), how far a store is that is made ready, and what those who run it
ask (`imbang.app.health`). Every answer tells the browser to load nothing from anywhere
else. What a page
shows belongs to the pages.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import gc
import hashlib
import importlib
import ipaddress
import logging
import os
import re
import sys
import threading
from pathlib import Path
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from imbang import __version__, demo, log, paths
from imbang.access.acting import acting_as
from imbang.access.people import OPERATOR
from imbang.app import fetched, health, opening
from imbang.app.guards import access
from imbang.app.guards.access import Access
from imbang.app.guards.addresses import OneDeep
from imbang.app.guards.hosts import Hosts
from imbang.app.guards.uploads import Uploads
from imbang.app.login import configuration, downloads, sitting
from imbang.app.login.configuration import Login
from imbang.app.login.door import Door
from imbang.questions import asking
from imbang.refusals import Refusal
from imbang.store.deliveries import Store
from imbang.texts import _

LOOPBACK = "127.0.0.1"
REMEMBER_MB = "IMBANG_REMEMBER_MB"


def serve(
    store: Path,
    *,
    address: str = LOOPBACK,
    port: int = 8501,
    remember: int | None = None,
    needs: demo.Need | None = None,
    login: Login | None = None,
) -> None:
    """Serve the dashboard of ``store`` until it is stopped.

    Runs ``streamlit run`` in this process, from whatever folder. Without a ``login``, or
    with that of made-up people, ``address`` must be one that only this machine can reach:
    ValueError otherwise, with a message for the person who started it. ``remember`` is
    how many MB of answers and drawings are kept for all readers; the usual unless given.
    What the store ``needs`` first is done beside it, and said meanwhile.
    """
    require_reachable(address, login)
    if login is not None:
        configuration.use(login)
    os.environ["IMBANG_STORE"] = str(store.resolve())
    if remember is not None:
        os.environ[REMEMBER_MB] = str(remember)
    _keep_log_plain()
    log.event("start", version=__version__, address=address, port=port)
    if needs is not None:
        opening.expect(Store(store.resolve()), needs)
    # Imported late: the command line must stay quick where nothing is served.
    from streamlit.web import cli

    sys.argv = ["streamlit", "run", str(paths.DASHBOARD), *_flags(address, port)]
    cli.main()


def require_reachable(address: str, login: Login | None) -> None:
    """ValueError where ``address`` is for more than this machine and nobody logs in."""
    if is_loopback(address) or (login is not None and not login.is_demo):
        return
    if login is not None:
        raise ValueError(
            _(
                "Whoever reaches --demo-login may be anybody, so it is served on this"
                " computer only: use 127.0.0.1, ::1 or localhost instead of {address}.",
                address=address,
            )
        )
    raise ValueError(
        _(
            "Without a login the dashboard is served on this computer only: use"
            " 127.0.0.1, ::1 or localhost instead of {address}, or say how people log"
            " in: imbang serve --login FILE. docs/login.md says what stands in it; in"
            " short: issuer, client_id, client_secret, cookie_secret, address, [roles].",
            address=address,
        )
    )


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach ``address`` (127.0.0.0/8, ::1, localhost)."""
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def routes() -> list[Route]:
    """The addresses that the dashboard answers besides Streamlit's own."""
    return [
        *fetched.routes(),
        *health.routes(),
        *opening.routes(),
    ]


def middleware() -> list[Middleware]:
    """What every answer goes through, Streamlit's own as well."""
    return [
        Middleware(_Guarded),
        Middleware(Hosts),
        *_doors(),
        Middleware(Uploads),
        Middleware(Access),
        Middleware(OneDeep),
        Middleware(opening.Opened),
    ]


def _doors() -> list[Middleware]:
    login = configuration.used()
    if login is None:
        return []
    return [Middleware(Door, login=login, is_watcher=access.is_watcher)]


class _Guarded:
    """Tells the browser what a page may load: from this server, or made by the page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", content_policy())
                headers["Referrer-Policy"] = "same-origin"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self._app(scope, receive, send_guarded)


@functools.cache
def content_policy() -> str:
    """The Content-Security-Policy of every answer.

    Streamlit and Plotly write styles into elements, components load their script from
    a blob, and Streamlit's frame holds one script, which is allowed by its hash.
    """
    import streamlit

    frame = Path(streamlit.__file__).with_name("static") / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", frame.read_text("utf-8"), re.DOTALL)
    hashes = (base64.b64encode(hashlib.sha256(s.encode()).digest()) for s in scripts)
    own = " ".join(f"'sha256-{value.decode()}'" for value in hashes)
    return (
        f"default-src 'self'; script-src 'self' blob: {own};"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
        " font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:;"
        " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


def begin_login() -> dict[str, Any]:
    """Have this process let in who is logged in alone, where that was asked for; the
    secrets that Streamlit's login takes. To be called before the app is made."""
    login = configuration.used()
    if login is None:
        return {}
    # cookies are signed with it; as an option of the command line all could read it
    config.set_option("server.cookieSecret", login.cookie_secret)
    sitting.begin(login)
    downloads.begin()
    return login.secrets()


def claim_pages() -> None:
    """Keep Streamlit from running a page file without the dashboard around it.

    Until a first session has called ``st.navigation``, Streamlit takes ``pages/`` for
    its older kind of pages, so that the first visitor of a fresh server with a link to
    a page would get that page without its filters.
    """
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False


def keep_uploads_in_memory() -> None:
    """Have what is uploaded never lie on a disk: it may hold NIK.

    Starlette puts what is larger than 1 MB into a temporary file, which has no name but
    lies on the disk nevertheless. 0 is without limit here; Streamlit's route ends what
    is larger than ``server.maxUploadSize``, while it comes in.
    """
    from starlette.formparsers import MultiPartParser

    MultiPartParser.spool_max_size = 0


def warm_up() -> None:
    """Load what the pages need while the first browser is still fetching the frame."""
    threading.Thread(target=_load_early, name="warm up", daemon=True).start()


def _load_early() -> None:
    """As the operator: nothing of it is given to anybody."""
    with contextlib.suppress(Refusal), acting_as(OPERATOR):  # nothing published yet
        asking.ask(paths.store_folder(), "scope")
    importlib.import_module("plotly.graph_objects")


@functools.cache
def settle_memory() -> None:
    """Tell the garbage collector, once, that what is loaded by now will stay.

    Streamlit collects all garbage after every script run; without this, each run
    walks every object of pandas, Plotly and GeoPandas again. To be called after the
    first page has run.
    """
    gc.collect()
    gc.freeze()


def _flags(address: str, port: int) -> list[str]:
    """What must hold whatever a configuration file or a variable of the user says."""
    login = configuration.used()
    hosts = {"localhost", LOOPBACK, "::1", *(login.hosts if login else ())}
    if is_loopback(address):
        hosts.add(address)
    return [
        f"--server.address={address}",
        f"--server.port={port}",
        *(f"--server.allowedHosts={host}" for host in sorted(hosts)),
        "--server.baseUrlPath=",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--server.enableXsrfProtection=true",
        "--server.enableCORS=true",
        "--server.enableStaticServing=false",
        # a third of the bytes for 1 to 2 ms of a run; nothing secret goes this way
        "--server.enableWebsocketCompression=true",
        "--server.enableAgentApi=false",
        "--server.scriptHealthCheckEnabled=false",
        "--server.trustedUserHeaders={}",
        "--server.maxUploadSize=200",
        "--global.developmentMode=false",
        "--browser.gatherUsageStats=false",
        "--client.toolbarMode=minimal",
        "--client.showErrorDetails=none",
        "--logger.messageFormat=%(message)s",
        "--logger.enableRich=false",  # it would print what an error says
    ]


def _keep_log_plain() -> None:
    """Have lines of the log begin with nothing, and faults of pages told once."""
    from uvicorn.config import LOGGING_CONFIG

    for formatter in LOGGING_CONFIG["formatters"].values():
        formatter["fmt"] = "%(message)s"
    # `imbang.app.frame.show_failure` tells them, and no refusal
    logging.getLogger("streamlit.error_util").addFilter(
        lambda record: record.funcName != "_log_uncaught_app_exception"
    )
