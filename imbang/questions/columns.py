"""What the columns of answers mean, in both languages: ``data/answers/columns.toml``."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping

from imbang import paths
from imbang.texts import language

_SHARED = "columns"


def meaning(question: str, column: str) -> str:
    """What a column of a question's answer means, in the language spoken; KeyError where
    nothing is written of it."""
    told = _meanings()
    own = told.get(question, {})
    indonesian, english = own[column] if column in own else told[_SHARED][column]
    return indonesian if language() == "id" else english


@functools.cache
def _meanings() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    path = paths.ANSWERS / "columns.toml"
    return tomllib.loads(path.read_text("utf-8"))
