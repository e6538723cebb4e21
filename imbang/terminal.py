"""What commands share: the store's option, refusals in words, sentences, progress."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from imbang.refusals import Misuse, Refusal
from imbang.texts import _, use_language

use_language(os.environ.get("IMBANG_LANG"))

StoreFolder = Annotated[
    Path | None, typer.Option("--store", help=_("The folder of the store."))
]


def say(text: str) -> None:
    """Tell the person, on standard error."""
    typer.echo(text, err=True)


@contextmanager
def plainly() -> Iterator[None]:
    """Tell refusals and misuse in words, by exit code 1 and 2."""
    try:
        yield
    except Refusal as refusal:
        say(str(refusal))
        raise typer.Exit(1) from refusal
    except Misuse as misuse:
        say(str(misuse))
        raise typer.Exit(2) from misuse


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
    _line(snapshot=made)


def _line(**content: object) -> None:
    sys.stdout.write(json.dumps(content, ensure_ascii=False) + "\n")
    sys.stdout.flush()
