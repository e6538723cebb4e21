"""Publishing beside the server: a process of its own, watched from every session.

So is making a store ready to be served (`imbang.demo.ensure`), which ends in a snapshot too.

The server stays quick and small meanwhile, and a reader who turns the page does not
end what was begun. One publication a store runs at a time; who asks for another one is
shown the one that runs.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from imbang import log
from imbang.access import acting
from imbang.access.rights import Right
from imbang.store.deliveries import Store
from imbang.texts import Language, language

ENDS_WITH = "IMBANG_ENDS_WITH"
"""The process that a command ends with, because it was begun by it alone."""
Command = Literal["publish", "prepare"]
_log = logging.getLogger(__name__)


@dataclass
class Publication:
    """How far a publication has come; at its end ``snapshot``, or why there is none.

    ``refused`` is empty where the process broke; its words are then in the server's
    log. ``signal`` is the number of the one that ended it, where one did.
    """

    by: str
    text: str = ""
    share: float = 0.0
    snapshot: str | None = None
    refused: str | None = None
    signal: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether it has ended, well or not."""
        return self.snapshot is not None or self.refused is not None


_lock = threading.Lock()
_last: dict[Path, Publication] = {}


def start(store: Store, *, by: str = "", command: Command = "publish") -> Publication:
    """Begin to publish; the publication that is already running, if one is.

    ``prepare`` makes the store ready to be served, whatever that takes: that is the
    server's own. NotAllowed where whoever acts may not publish.
    """
    if command == "publish":
        acting.require(Right.PUBLISH)
        by = acting.signed(by)
    with _lock:
        last = _last.get(store.folder)
        if last is not None and not last.is_over:
            return last
        begun = _last[store.folder] = Publication(by)
    child = _begin(store, by, language(), command)
    threading.Thread(target=_listen, args=(child, begun), daemon=True).start()
    return begun


def running(store: Store) -> Publication | None:
    """The publication that this server runs for the store now."""
    last = _last.get(store.folder)
    return None if last is None or last.is_over else last


def _begin(
    store: Store, by: str, spoken: Language, command: Command
) -> subprocess.Popen[str]:
    # -P: no module from whatever folder the server was started in
    program = [sys.executable, "-P", "-m", "imbang", command, "--format=json"]
    who = [f"--by={by}"] if command == "publish" else []
    return subprocess.Popen(
        [*program, *who, f"--store={store.folder.resolve()}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        # elsewhere the command itself lets readers go first
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        env=os.environ
        | {
            "IMBANG_LANG": spoken,
            "PYTHONIOENCODING": "utf-8",
            log.FORMAT: os.environ.get(log.FORMAT, "text"),  # the server's log has it
            ENDS_WITH: str(os.getpid()),
        },
    )


def _listen(child: subprocess.Popen[str], told: Publication) -> None:
    ended: dict[str, str] = {}
    try:
        with child:
            for line in child.stdout or ():
                said = json.loads(line)
                if "share" in said:
                    told.text, told.share = said["text"], said["share"]
                else:
                    ended = said
    finally:
        code = child.returncode
        told.signal = -code if code is not None and code < 0 else None
        told.snapshot = ended.get("snapshot")
        if told.snapshot is None:
            told.refused = ended.get("refused", "")
            _log.error("Nothing was published. %s", told.refused)
