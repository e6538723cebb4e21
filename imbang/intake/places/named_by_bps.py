"""The region of a row with a code of BPS and names: which of them says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from imbang.intake.places.gazetteer import LEVELS
from imbang.intake.places.named import Finder, Named
from imbang.intake.places.own_names import is_named
from imbang.intake.places.questions import Naming
from imbang.reference import levels


def of_bps(
    finder: Finder, regency: str, below: int, headed: int, names: Sequence[Named]
) -> Naming:
    """The region of a BPS code: what the names say in its regency, at the code's level.

    ``below`` is that level. Where a name is of a lower one than the code's heading, as
    in 'Kode Kecamatan' beside 'Desa', the code only says what the region lies in.
    """
    others: tuple[Named, ...] = ()
    if not any(_is_below(name, headed) for name in names):
        names, others = _at_level(names, below)
    if all(name.is_context for name in names):
        return Naming(None, lacks_name=True)
    found = finder.find(names, regency)
    return Naming(found.code, found, others)


def of_table(finder: Finder, code: str, headed: int, names: Sequence[Named]) -> Naming:
    """The region of a BPS code that a table knows, unless its name is another's there."""
    below = LEVELS.index(levels.level_of(code))
    is_above = any(_is_below(name, headed) for name in names)
    own, _others = _at_level(names, below)
    if not is_above and (not own or is_named(code, [name.text for name in own])):
        return Naming(code)
    by_name = of_bps(finder, levels.ancestor(code, "regency"), below, headed, names)
    return by_name if is_above or by_name.code else Naming(code)


def _is_below(name: Named, depth: int) -> bool:
    """Whether a name's level, where one is said, is below this place in LEVELS."""
    return name.level is not None and LEVELS.index(name.level) < depth


def _at_level(
    names: Sequence[Named], below: int
) -> tuple[list[Named], tuple[Named, ...]]:
    """The names that say the region of a BPS code of this level, and those passed over.

    One is the region's own: of that level by its heading, else one of no level or of a
    lower one. None at all where only regions above are named.
    """
    level = LEVELS[below]
    above = [
        name
        for name in names
        if name.is_context or (name.level and LEVELS.index(name.level) > below)
    ]
    own = [name for name in names if name not in above]
    own.sort(key=lambda name: (name.level != level, name.level is not None))
    found = [*above, *(replace(name, level=level) for name in own[:1])] if own else []
    return found, tuple(own[1:])
