"""Whether a name is a region's own, as people write it."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.intake.places.gazetteer import keys_of
from imbang.intake.places.names import fixed_parts, spellings
from imbang.reference import regions
from imbang.reference.likeness import are_alike

_SAME_NAME = 90.0  # of 100: misspelt a little is the same name


def is_named(code: str, texts: Sequence[str]) -> bool:
    """Whether one of these is the region's name, misspelt a little at most.

    'Kota Bandung' is not 'Kabupaten Bandung'; 'Bandung' may be either.
    """
    wanted, fixed = keys_of(code), fixed_parts(regions.load().name(code))
    for text in texts:
        found = [spelling.key for spelling in spellings(text)]
        if any(one in wanted for one in found):
            return True
        if fixed == fixed_parts(text) and any(
            are_alike(one, wanted, _SAME_NAME) for one in found
        ):
            return True
    return False
