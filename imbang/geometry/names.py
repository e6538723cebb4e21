"""Names as they stand on a map: short, and broken into lines where long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from imbang.reference.levels import ancestor, level_of, parent

LONG = 13
"""Characters from which a name of several words is broken into two lines."""


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Names by code without 'Kabupaten' and 'Kota', as a map can show them.

    'Kota' stays where the regency beside it has the same name (Bogor, Kota Bogor).
    """
    bare = {code: _bare(name) for code, name in names.items()}
    place = {c: (ancestor(c, "province"), level_of(c), bare[c]) for c in names}
    within = Counter(place.values())
    return {
        code: name
        if name.startswith("Kota ") and within[place[code]] > 1
        else bare[code]
        for code, name in names.items()
    }


def _bare(name: str) -> str:
    for prefix in (
        "Kabupaten Administrasi ",
        "Kota Administrasi ",
        "Kabupaten ",
        "Kota ",
    ):
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def wrap(name: str) -> str:
    """``name`` on one or two lines (``<br>``), cut where they differ least."""
    words = name.split()
    if len(name) <= LONG or len(words) < 2:
        return name
    cuts = [
        (" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))
    ]
    return "<br>".join(min(cuts, key=lambda cut: max(map(len, cut))))


def properties(
    codes: Sequence[str], names: Mapping[str, str], short: Mapping[str, str]
) -> dict[str, list[str]]:
    """What a feature says of its region: its name, the region it is in, its code.

    Villages leave the code out, a tenth of their file: their feature id says it.
    """
    said = {
        "name": [names[code] for code in codes],
        "within": [short.get(parent(code), "") for code in codes],
    }
    is_villages = len(codes) > 0 and level_of(codes[0]) == "village"
    return said if is_villages else {**said, "code": list(codes)}
