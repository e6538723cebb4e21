"""One file checked beside the page that dropped it, watched from run to run.

The check goes on while its reader does something else on the page, and is given up when
the file is removed, answered about anew, or the page is closed.
"""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from pathlib import Path

from imbang import log
from imbang.access import acting
from imbang.intake import importing
from imbang.intake.apart import checks
from imbang.intake.apart.turns import Unwanted
from imbang.intake.report.problems import Problem
from imbang.intake.report.results import Report
from imbang.refusals import Refusal
from imbang.screens.imports.desk import Item
from imbang.store.deliveries import Store


class Job:
    """The check of one item; ``report`` is None until it is over, and if it was given up.

    ``text`` and ``share`` say how far it is. ``is_open`` says whether the page is.
    """

    def __init__(self, item: Item, store: Store, is_open: Callable[[], bool]) -> None:
        self.item = item
        self.text, self.share = "", 0.0
        self.report: Report | None = None
        self._store = store if not item.is_known else None
        self._is_open = is_open
        self._given_up = threading.Event()
        # in the reader's language, which belongs to the context, and as them
        self._who = acting.person()
        run = contextvars.copy_context().run
        self._thread = threading.Thread(target=run, args=(self._check,), daemon=True)
        self._thread.start()

    @property
    def is_given_up(self) -> bool:
        """Whether there will be no report."""
        return self._given_up.is_set()

    def give_up(self) -> None:
        """Nobody wants the report any more."""
        self._given_up.set()

    def wait(self, seconds: float) -> bool:
        """Whether it is over, after so many seconds at most."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _check(self) -> None:
        with acting.acting_as(self._who):
            self._check_as_them()

    def _check_as_them(self) -> None:
        try:
            report = importing.check(
                [self.item.source],
                self.item.options,
                self._tell,
                store=self._store,
                wanted=lambda: not self.is_given_up and self._is_open(),
            )
            if not self.is_given_up:
                self.report = report
        except Unwanted:
            self._given_up.set()
        except Refusal as reason:
            self.report = _report_of(self.item.name, str(reason))
        except Exception as error:
            self.report = _report_of(self.item.name, told_failure(error))

    def _tell(self, text: str, share: float) -> None:
        self.text, self.share = text, share


def _report_of(file: str, message: str) -> Report:
    """The report on a file that could not be checked."""
    problem = Problem(file, None, None, None, None, "unreadable", message)
    return Report((problem,), ())


def told_failure(error: Exception) -> str:
    """What is said of an error of Imbang's own; it goes into the server's log.

    Only its kind and its place: the text of an error may hold what a file says.
    """
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    where = f"{type(error).__name__}, {place}"
    log.failure("checking", error)
    return checks.failed(where)
