"""What lines may speak of: datasets by their words, kinds by their names, regions."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from imbang.reference import regions
from imbang.reference.datasets import MEASURES, load_datasets
from imbang.reference.kind_labels import kinds_by_name
from imbang.reference.kinds import Kind, KindList
from imbang.reference.spelling import plain

_SHORTEST_KIND = 3  # letters; 'PD' and 'AT' say anything in the name of a file
# 'Gel. II', 'Pem. Kab.', 'Peng. Desa': kinds as headings alone.
_UNCLEAR = frozenset({"gel", "pem", "peng"})
_PLACE_BEFORE = re.compile(r"^(?:kabupaten|kota|provinsi) ")
_ANY = frozenset({"region_code", "period", *MEASURES})
Name = str | tuple[KindList, Kind]  # of a dataset, or of a kind


@functools.cache
def region_names() -> frozenset[str]:
    """Provinces, regencies and districts, without the word for what they are."""
    known = regions.load().names.items()
    names = (name.casefold() for code, name in known if len(code) in (2, 5, 8))
    return frozenset(plain(_PLACE_BEFORE.sub("", name)) for name in names)


@functools.cache
def narrower() -> frozenset[str]:
    """The datasets of those alone of whom a kind or a list is said."""
    return frozenset(
        dataset.key
        for dataset in load_datasets().values()
        if any(c.required and c.type not in _ANY for c in dataset.columns)
    )


@functools.cache
def with_kinds() -> frozenset[str]:
    """The datasets that count by kinds; those of a list count all who stand in it."""
    return frozenset(
        dataset.key
        for dataset in load_datasets().values()
        if any(dataset.of_type("pillar_kind", "ppks_kind"))
    )


@functools.cache
def short_names() -> Mapping[str, Name]:
    """What a dataset or a kind is called, in plain spelling."""
    return {
        text: name
        for text, name in all_names().items()
        if isinstance(name, str)
        or (len(text) >= _SHORTEST_KIND and text not in _UNCLEAR)
    }


@functools.cache
def all_names() -> Mapping[str, Name]:
    """The same with 'KT' and its like, which a sheet may be called, and nothing more."""
    return {plain(text): name for text, name in _named()}


def _named() -> Iterator[tuple[str, Name]]:
    lists: tuple[KindList, ...] = ("pillar_kinds", "ppks_kinds")
    for which in lists:
        for text, kind in kinds_by_name(which).items():
            yield text, (which, kind)
    for dataset in load_datasets().values():
        for text in dataset.evidence:
            yield text, dataset.key
