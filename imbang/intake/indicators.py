"""The indicators that a target can be for: which one a cell means."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable, Mapping

from imbang import reference
from imbang.intake.headings import plain
from imbang.intake.parsing import Rejected
from imbang.intake.results import Options
from imbang.texts import _


def indicator_parser(options: Options) -> Callable[[str, bool], str]:
    """The function that turns a cell into an indicator's key."""
    said = {plain(label): key for label, key in options.labels.items()}

    def parse(text: str, _is_number: bool) -> str:
        key = _keys().get(plain(said.get(plain(text), text)))
        if key is None:
            raise Rejected("indicator", _unknown(text))
        return key

    return parse


def _unknown(text: str) -> str:
    near = difflib.get_close_matches(plain(text), _keys(), n=1, cutoff=0.72)
    if near:
        label = reference.label(reference.indicators()[_keys()[near[0]]])
        return _(
            "“{text}” is no indicator that is known; did you mean “{label}”?",
            text=text,
            label=label,
        )
    return _(
        "“{text}” is no indicator that is known; expected one of the {n} of the "
        "template.",
        text=text,
        n=len(reference.indicators()),
    )


@functools.cache
def _keys() -> Mapping[str, str]:
    """Plain name → key, for every name an indicator goes by."""
    return {
        plain(name): key
        for key, row in reference.indicators().items()
        for name in (key, row["label_id"], row["label_en"])
    }
