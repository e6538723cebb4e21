"""What commands share: the store's option, refusals in words, sentences, progress."""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from imbang import log, nik
from imbang.disk import mishaps
from imbang.publishing.background import ENDS_WITH
from imbang.refusals import Misuse, Refusal
from imbang.texts import _, use_language
from imbang.texts.signs import visible

use_language(os.environ.get("IMBANG_LANG"))

StoreFolder = Annotated[
    Path | None, typer.Option("--store", help=_("The folder of the store."))
]


_POLITE = 10  # of 19, as `nice` counts
_LOOK_S = 0.5
_is_own = False


def own_process() -> None:
    """Say that this process is a command's own, and ends with it."""
    global _is_own
    _is_own = True
    if server := os.environ.get(ENDS_WITH):
        end = functools.partial(_end_with, int(server))
        threading.Thread(target=end, daemon=True).start()


def _end_with(server: int) -> None:
    """However that ended, and in the middle of whatever: what is written survives a kill,
    and nothing goes on that nobody sees."""
    while os.getppid() == server:
        time.sleep(_LOOK_S)
    os._exit(1)


def tell_events(format: str | None) -> None:
    """Write what happens as lines of a log, where the process is a command's own."""
    if _is_own and format:
        log.begin(format)


def let_readers_go_first() -> None:
    """Do what follows at low priority: a server may be answering readers meanwhile.

    Not in a process that goes on afterwards: it could not be taken back.
    """
    if _is_own and hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, _POLITE)


def keep_all_objects() -> None:
    """Look for no circles of objects in what follows: a publish has hundreds of thousands
    of objects and hardly a circle, and each look at all of them costs.

    Not in a process that goes on afterwards.
    """
    if _is_own:
        gc.disable()


def leave() -> None:
    """End here, where a command has told all that it had to tell and has written nothing:
    taking apart all that libraries hold takes as long as a question.

    Not in a process that goes on afterwards.
    """
    if _is_own:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def say(text: str) -> None:
    """Tell the person, on standard error: no sign in it does anything to the screen."""
    typer.echo(visible(text), err=True)


@contextmanager
def plainly() -> Iterator[None]:
    """Tell refusals, and whatever else goes wrong, in words: exit code 1, of misuse 2.

    Nobody is shown a traceback unless they ask for it (``IMBANG_TRACEBACK=1``). Faults of
    Imbang itself are told by their kind and place alone: their text may hold what a file
    or a person said.
    """
    try:
        yield
    except Misuse as misuse:
        say(str(misuse))
        raise typer.Exit(2) from misuse
    except (typer.Exit, typer.Abort):
        raise
    except BrokenPipeError:  # whoever listened has gone: typer ends quietly
        raise
    except Exception as error:
        if os.environ.get("IMBANG_TRACEBACK"):
            say(nik.without_nik(traceback.format_exc()))
        if not isinstance(error, Refusal) and log.is_begun():
            log.failure("command", error)
        _let_go_of_output()
        say(_in_words(error))
        raise typer.Exit(1) from error


def _in_words(error: Exception) -> str:
    found = error if isinstance(error, Refusal) else mishaps.told(error)
    if found is not None:
        return str(found)
    last = traceback.extract_tb(error.__traceback__)[-1]
    return _(
        "Something in Imbang itself failed ({what} in {place}). What was recorded and "
        "published before is as it was. Please report it, with what you did; "
        "IMBANG_TRACEBACK=1 prints the details, which may hold names.",
        what=type(error).__name__,
        place=f"{Path(last.filename).name}:{last.lineno}",
    )


def _let_go_of_output() -> None:
    """Where nothing more can be printed, have Python not try it again at its end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with (
            contextlib.suppress(OSError, ValueError),
            Path(os.devnull).open("w") as sink,
        ):
            os.dup2(sink.fileno(), sys.stdout.fileno())


def pairs(texts: list[str] | None, *, at_last: bool = False) -> dict[str, str]:
    """Repeated ``NAME=VALUE`` as a mapping; Misuse for anything else.

    They part at the first sign, or at the last where names may hold it.
    """
    pairs = {}
    for text in texts or ():
        name, sign, value = text.rpartition("=") if at_last else text.partition("=")
        if not sign or not name:
            raise Misuse(_("{text} is not of the form NAME=VALUE.", text=text))
        pairs[name.strip()] = value.strip()
    return pairs


class Progress:
    """A line that says how far long work has come: redrawn on a terminal, else quiet."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr.isatty()

    def __call__(self, text: str, share: float) -> None:
        """``share`` of the work is done, from 0 to 1; ``text`` is what comes now."""
        if not self.is_shown:
            return
        end = "\n" if share >= 1 else ""
        sys.stderr.write(f"\r\x1b[K{share:4.0%}  {text}{end}")
        sys.stderr.flush()


def tell_lines(work: Callable[[Callable[[str, float], None]], str]) -> None:
    """Do long work for a program that listens: one JSON object a line.

    ``{"text", "share"}`` while it goes on, then ``{"snapshot"}`` with what ``work``
    gives, or ``{"refused"}`` and the exit code 1.
    """
    try:
        made = work(lambda text, share: _line(text=text, share=round(share, 3)))
    except Refusal as refusal:
        _line(refused=str(refusal))
        raise typer.Exit(1) from refusal
    except Exception as error:
        if not log.is_begun():
            raise
        log.failure("publish", error)  # whoever listens has the log, and nothing else
        raise typer.Exit(1) from error
    _line(snapshot=made)


def _line(**content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False) + "\n")
    sys.stdout.flush()
