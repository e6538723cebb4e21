"""Kinds that are of one sex by their name: of women at risk there are no men to add."""

from __future__ import annotations

from imbang.intake.values.sexes import Sex, sex_counted
from imbang.reference.datasets import Column
from imbang.reference.kind_labels import meaning_of
from imbang.reference.kinds import KindList


def sex_of_kind(label: str, column: Column) -> Sex | None:
    """The sex of those whom a label of a kind counts, None where it is of both."""
    which: KindList = "pillar_kinds" if column.type == "pillar_kind" else "ppks_kinds"
    meaning = meaning_of(label, which)
    return sex_counted(meaning.kind.label_id if meaning else label)
