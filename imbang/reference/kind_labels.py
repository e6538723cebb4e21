"""Labels of kinds: which kind of pillar or of need one means, and in which unit."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from imbang.reference.kinds import Kind, KindList, load_kinds
from imbang.reference.likeness import likest
from imbang.reference.spelling import plain

_NUMBERED = re.compile(r"^\s*\(?[0-9]{1,2}\s*[.)]\s*")
_COUNTED = re.compile(r"^(?:jumlah|jml|banyaknya|total)[ _]+", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FAMILY_WORDS = frozenset({"kk", "keluarga", "rumahtangga", "kepalakeluarga"})
_PERSON_WORDS = frozenset({"orang", "jiwa"})


@dataclass(frozen=True)
class Meaning:
    """What a label means: the kind, and whether its words say families."""

    kind: Kind
    says_family: bool = False


def meaning_of(label: str, which: KindList) -> Meaning | None:
    """The kind that a label means, None when it means none that is known.

    Case, blanks, signs, a number and 'Jumlah' in front do not matter. What stands in
    brackets may be left out when it says the unit or the same kind again.
    """
    known = _meanings(which)
    text = _without_counting(_NUMBERED.sub("", label))
    if found := known.get(plain(text)):
        return found
    outside = known.get(plain(_BRACKETS.sub(" ", text)))
    inside = [plain(part) for part in _BRACKETS.findall(text)]
    if outside is None or not inside:
        return None
    if all(word in _FAMILY_WORDS for word in inside):
        return Meaning(outside.kind, says_family=True)
    again = {
        word for word in inside if (m := known.get(word)) and m.kind == outside.kind
    }
    return outside if all(w in again or w in _PERSON_WORDS for w in inside) else None


def _without_counting(label: str) -> str:
    found = _COUNTED.match(label)
    return label[found.end() :] if found else label


def likely_kinds(label: str, which: KindList) -> list[Kind]:
    """The kinds whose names are most like ``label``, the likest first; often none."""
    text = _without_counting(_NUMBERED.sub("", label))
    text = plain(_BRACKETS.sub(" ", text))
    return likest(text, kinds_by_name(which))


@functools.cache
def kinds_by_name(which: KindList) -> Mapping[str, Kind]:
    """Plain name, synonym or abbreviation → kind."""
    return {name: meaning.kind for name, meaning in _meanings(which).items()}


@functools.cache
def _meanings(which: KindList) -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for name, meaning in _named(which):
        found.setdefault(plain(name), meaning)
    return found


def _named(which: KindList) -> Iterator[tuple[str, Meaning]]:
    for kind in load_kinds(which).values():
        for name in (kind.label_id, kind.label_en, kind.key, *kind.synonyms):
            yield name, Meaning(kind)
        for name in kind.family_synonyms:
            yield name, Meaning(kind, says_family=True)
    for kind in load_kinds(which).values():
        if kind.abbreviation:
            yield kind.abbreviation, Meaning(kind)
