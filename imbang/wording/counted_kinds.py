"""Which kinds of needs are counted: the choices a reader has, by name."""

from __future__ import annotations

from imbang.reference import kinds as reference_kinds
from imbang.texts import _


def kinds_names() -> dict[str, str]:
    """The choices of counted kinds: sets, groups of problems, single kinds; by key."""

    kinds = reference_kinds.ppks_kinds()
    names = {
        "": _("Kinds of the settings"),
        "all": _("All kinds of persons"),
        "without_poor": _("Without the poor"),
    }
    groups = dict.fromkeys(row.group for row in kinds.values())
    names |= {
        f"group.{g}": _("Group: {group}", group=reference_kinds.group_name(g))
        for g in groups
    }
    return names | {kind: row.label for kind, row in kinds.items()}


def kinds_asked(key: str) -> str | None:
    """The kinds of a choice, as questions take them; None for those of the settings."""
    if key.startswith("group."):
        group = key.removeprefix("group.")
        kinds = reference_kinds.ppks_kinds().items()
        return ",".join(kind for kind, row in kinds if row.group == group)
    return key or None
