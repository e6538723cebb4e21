"""Finding a region by a part of its name, or by its code."""

from __future__ import annotations

from collections.abc import Collection

from imbang.reference import regions
from imbang.reference.levels import LEVELS, ancestor, is_within, level_of

MOST = 8


def find_regions(
    text: str, *, provinces: Collection[str], near: str
) -> tuple[list[str], int]:
    """The codes of the likeliest regions of ``provinces``, at most `MOST`, and how many
    there are. Words that begin with ``text`` come before those that hold it, larger
    regions before smaller ones, then whole words, then those in ``near``."""
    known = regions.load()
    wanted = known.sought(text)
    if not wanted:
        return [], 0
    if known.code_for(text):
        return ([wanted], 1) if ancestor(wanted, "province") in provinces else ([], 0)
    ranked = sorted(
        (
            f" {wanted}" not in f" {name.casefold()}",
            LEVELS.index(level_of(code)),
            f" {wanted} " not in f" {name.casefold()} ",
            not is_within(code, near),
            len(name),
            code,
        )
        for code, name in known.names.items()
        if wanted in name.casefold() and ancestor(code, "province") in provinces
    )
    return [code for *_rank, code in ranked[:MOST]], len(ranked)
