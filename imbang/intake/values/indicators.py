"""The indicators that a target can be for: which one a cell means, and odd targets."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

from imbang.intake.report.results import Answer, Options
from imbang.intake.values.parsing import Rejected
from imbang.questions.indicators import indicators
from imbang.reference.likeness import for_the_first, likest
from imbang.reference.spelling import plain, spelled
from imbang.texts import _


def indicator_parser(options: Options) -> Callable[[str, bool], str]:
    """The function that turns a cell into an indicator's key."""
    said = options.meanings
    likely = for_the_first(lambda text: likest(plain(text), _keys()))

    def parse(text: str, _is_number: bool) -> str:
        key = _keys().get(plain(said.get(spelled(text), text)))
        if key is None:
            raise _unknown(text, likely(text))
        return key

    return parse


def _unknown(text: str, likely: Sequence[str]) -> Rejected:
    """The question which indicator a text means, with those that are called alike."""
    offered = [Answer(key, indicators()[key].text("name")) for key in likely]
    message = _(
        "“{text}” is no indicator that is known; expected one of the {n} of the "
        "template.",
        text=text,
        n=len(indicators()),
    )
    if offered:
        message = _(
            "“{text}” is no indicator that is known; it may be: {indicators}. Expected "
            "one of the {n} of the template.",
            text=text,
            indicators=", ".join(answer.label for answer in offered),
            n=len(indicators()),
        )
    return Rejected(
        "indicator", message, about="choice", offered=offered, can_leave_out=True
    )


@functools.cache
def _keys() -> Mapping[str, str]:
    """Plain name → key, for every name an indicator goes by."""
    return {
        plain(name): key
        for key, one in indicators().items()
        for name in (key, one.texts["name_id"], one.texts["name_en"])
    }
