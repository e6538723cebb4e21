"""Kinds of pillars and of needs: which kind a label means, and in which unit."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from imbang import paths
from imbang.reference.likeness import likest
from imbang.reference.spelling import plain
from imbang.texts import language

KindList = Literal["pillar_kinds", "ppks_kinds"]
_NUMBERED = re.compile(r"^\s*\(?[0-9]{1,2}\s*[.)]\s*")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FAMILY_WORDS = frozenset({"kk", "keluarga", "rumahtangga", "kepalakeluarga"})
_PERSON_WORDS = frozenset({"orang", "jiwa"})


@dataclass(frozen=True)
class Kind:
    """One kind of the reference data; ``unit`` is person, family or institution."""

    key: str
    label_id: str
    label_en: str
    abbreviation: str
    unit: str
    synonyms: tuple[str, ...] = ()
    family_synonyms: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The kind's name in the language now spoken."""
        return self.label_id if language() == "id" else self.label_en


@dataclass(frozen=True)
class Meaning:
    """What a label means: the kind, and whether its words say families."""

    kind: Kind
    says_family: bool = False


@functools.cache
def load_kinds(which: KindList) -> Mapping[str, Kind]:
    """The kinds of ``data/reference/<which>.csv`` by key."""
    path = paths.REFERENCE / f"{which}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["key"]: _kind(row) for row in csv.DictReader(file)}


def _kind(row: Mapping[str, str]) -> Kind:
    return Kind(
        key=row["key"],
        label_id=row["label_id"],
        label_en=row["label_en"],
        abbreviation=row["abbreviation"],
        unit=row["unit"],
        synonyms=_parts(row.get("synonyms")),
        family_synonyms=_parts(row.get("family_synonyms")),
    )


def _parts(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split("|") if part.strip())


def meaning_of(label: str, which: KindList) -> Meaning | None:
    """The kind that a label means, None when it means none that is known.

    Case, blanks, signs and a number in front do not matter. What stands in brackets
    may be left out when it says the unit or the same kind again.
    """
    known = _meanings(which)
    text = _NUMBERED.sub("", label)
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


def likely_kinds(label: str, which: KindList) -> list[Kind]:
    """The kinds whose names are most like ``label``, the likest first; often none."""
    text = plain(_BRACKETS.sub(" ", _NUMBERED.sub("", label)))
    return likest(text, _kinds_by_name(which))


@functools.cache
def _kinds_by_name(which: KindList) -> Mapping[str, Kind]:
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
