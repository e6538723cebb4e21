"""Kind labels: which kind of pillar or need a cell means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from imbang.intake.report.results import Answer, Options
from imbang.intake.values.parsing import Rejected
from imbang.reference.datasets import Column
from imbang.reference.kind_labels import Meaning, likely_kinds, meaning_of
from imbang.reference.kinds import Kind, KindList, load_kinds
from imbang.reference.likeness import for_the_first
from imbang.reference.spelling import spelled
from imbang.texts import _


def kind_parser(column: Column, options: Options) -> Callable[[str, bool], Meaning]:
    """The function that turns a label of this column into what it means."""
    which: KindList = "pillar_kinds" if column.type == "pillar_kind" else "ppks_kinds"
    said = options.meanings
    likely_few = for_the_first(lambda text: likely_kinds(text, which))

    def parse(text: str, _is_number: bool) -> Meaning:
        if meaning := meaning_of(said.get(spelled(text), text), which):
            return meaning
        likely = likely_few(text)
        raise Rejected(
            "kind",
            _unknown_kind(text, likely, which),
            about="kind",
            offered=[Answer(kind.key, kind.label) for kind in likely],
            can_leave_out=True,
        )

    return parse


def _unknown_kind(text: str, likely: Sequence[Kind], which: KindList) -> str:
    if likely:
        return _(
            "“{text}” is no kind that is known; it may be: {kinds}. Expected one of "
            "the {n} kinds of the template.",
            text=text,
            kinds=", ".join(kind.label for kind in likely),
            n=len(load_kinds(which)),
        )
    return _(
        "“{text}” is no kind that is known; expected one of the {n} kinds of the "
        "template. Say which it is, or leave its rows out.",
        text=text,
        n=len(load_kinds(which)),
    )
