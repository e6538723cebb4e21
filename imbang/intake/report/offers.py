"""What may be answered: the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.intake.report.results import Answer, Question
from imbang.reference.datasets import load_datasets


def datasets(first: Sequence[Answer] = ()) -> list[Answer]:
    """Every dataset that a sheet may be said to hold, those of a question first."""
    known = {answer.key for answer in first}
    others = [Answer(d.key, d.title) for d in load_datasets().values()]
    return [*first, *(one for one in others if one.key not in known)]


def offered(question: Question) -> list[Answer]:
    """The answers that can be listed whatever the file holds, likely ones first."""
    if question.about == "dataset":
        return datasets(question.offered)
    return list(question.offered)
