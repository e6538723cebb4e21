"""What SQL cannot work out of a question: made from its rows, by name.

A question names its step in its header (``-- then: name``). A step takes the rows of
the SQL and the values of all parameters, and gives the answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def take(name: str, rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    """The answer made from ``rows``; KeyError for a step that there is not."""
    return _STEPS[name](rows, values)


def load_beside() -> None:
    """Begin to load what steps work with, a quarter of a second, in a thread of its own:
    meanwhile their question is read and its rows are asked for."""
    threading.Thread(target=_load).start()


def _load() -> None:
    with suppress(Exception):  # told in words by the step, which loads it again
        import pandas  # noqa: F401
        import scipy.special  # noqa: F401


def is_usual(values: Mapping[str, Any]) -> bool:
    """Whether the norm and kinds are those of the settings, for which figures stand ready
    in the snapshot."""
    return values.get("norm_numerator") is None and values.get("kinds") is None


def _placement(rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    from imbang.analysis.placement.answer import answer_placement

    return answer_placement(rows, values)


def _verdicts(rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    from imbang.analysis.verdicts import judge

    return judge(rows, has_peers=is_usual(values))


def _judgements(rows: pd.DataFrame, _values: Mapping[str, Any]) -> pd.DataFrame:
    from imbang.analysis.indicator_judgement import judge
    from imbang.questions.indicators import indicators

    uncounted = [key for key, one in indicators().items() if not one.is_counted]
    return judge(rows, uncounted)


_STEPS: Mapping[str, Callable[[pd.DataFrame, Mapping[str, Any]], pd.DataFrame]] = {
    "judgements": _judgements,
    "placement": _placement,
    "verdicts": _verdicts,
}
