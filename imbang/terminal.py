"""What is said on the terminal beside an answer: sentences and progress."""

from __future__ import annotations

import sys

import typer


def say(text: str) -> None:
    """Tell the person, on standard error."""
    typer.echo(text, err=True)


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
