"""What a line speaks of: a title, the name of a sheet or file, a heading, a unit.

Of 'Jumlah Penduduk Miskin menurut Kecamatan Tahun 2023' the subject is 'Penduduk
Miskin': a word of a dataset, and one that narrows it to something else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from imbang.intake.subjects.names import (
    Name,
    all_names,
    narrower,
    region_names,
    short_names,
    with_kinds,
)
from imbang.intake.subjects.words import (
    AGES,
    BETWEEN,
    BY_WHAT,
    COUNTING,
    FEMALE,
    FROM_HERE,
    MALE,
    NOISE,
    NUMBER,
    OF_WHAT,
    PARTS_OF_AGES,
    PLACES,
)
from imbang.reference.kinds import Kind, KindList
from imbang.reference.spelling import plain

_LONGEST = 300  # characters of a line that are looked at
_MOST_WORDS = 10  # of one name
_TOKEN = re.compile(
    r"(?<!\d)\d{1,3} ?(?:[-–] ?\d{1,3}(?!\d)|\+)|[^\W_]+|[,;&]"  # '60-64' is one
)


@dataclass
class Item:
    """One of the things that a line counts: 'Penduduk' and 'Rumah Tangga' are two.

    ``rest`` are its words that no dataset and no kind goes by.
    """

    datasets: set[str] = field(default_factory=set)
    kinds: list[tuple[KindList, Kind, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Subject:
    """What a line speaks of; ``text`` are the words for what it counts, as they stand.

    ``datasets`` and ``kinds`` stand anywhere in it. ``parts`` say that it is of some of
    the people only: an age, women alone. It ``counts`` where it begins like 'Jumlah' or
    says by what.
    """

    line: str
    text: str
    items: tuple[Item, ...]
    datasets: frozenset[str]
    kinds: tuple[tuple[KindList, Kind, str], ...]
    parts: tuple[str, ...]
    counts: bool

    @property
    def rest(self) -> list[str]:
        """The words of what is counted that mean nothing to Imbang."""
        return [word for item in self.items for word in item.rest]

    def says(self, dataset: str) -> bool:
        """Whether it counts what the dataset counts, all of it.

        'KK DTKS', 'Penduduk dalam DTKS' and 'Jumlah dalam DTKS' are of the list, not of
        all inhabitants.
        """
        if self.parts:
            return False
        clean = [item for item in self.items if not item.rest and not item.kinds]
        if dataset in narrower():
            is_plain = dataset in self.datasets and len(clean) == len(self.items)
            return is_plain or any(dataset in item.datasets for item in clean)
        among = self.datasets - {d for item in self.items for d in item.datasets}
        return not among & narrower() and any(
            dataset in item.datasets and not item.datasets & narrower()
            for item in clean
        )

    def the_kind(self, which: KindList) -> tuple[Kind, str] | None:
        """The one kind that it counts and the words for it; None where it says more."""
        kinds = [kind for _which, kind, _text in self.kinds]
        is_listed = any(d not in with_kinds() for d in self.datasets & narrower())
        if self.parts or self.rest or is_listed or len(set(kinds)) != 1:
            return None
        (of, kind, text), *_same = self.kinds
        return (kind, text) if of == which else None


def subject_of(line: str) -> Subject:
    """What a line speaks of."""
    return _subject_of(" ".join(line.split())[:_LONGEST])


@functools.lru_cache(
    maxsize=2048
)  # each heading and title is looked at by each dataset
def _subject_of(line: str) -> Subject:
    tokens = _TOKEN.findall(line.replace("_", " "))
    known = short_names() if len(tokens) > 1 or not line.isupper() else all_names()
    items, scan = [Item()], _Scan()
    at = 0
    while at < len(tokens):
        length, found = _longest(tokens, at, known)
        if found is not None:
            scan.take(found, " ".join(tokens[at : at + length]), items[-1])
            scan.words += tokens[at : at + length] if scan.is_subject else []
            at += length
            continue
        at += scan.pass_over(tokens, at, items)
    sexes = scan.sexes
    parts = (*scan.ages, *(sexes if len({*map(_sex, sexes)}) == 1 else ()))
    return Subject(
        line,
        " ".join(scan.words),
        tuple(item for item in items if item.datasets or item.kinds or item.rest),
        frozenset(scan.datasets),
        tuple(scan.kinds),
        tuple(parts),
        scan.counts,
    )


@dataclass
class _Scan:
    """What was found so far on the way through a line."""

    words: list[str] = field(default_factory=list)
    datasets: set[str] = field(default_factory=set)
    kinds: list[tuple[KindList, Kind, str]] = field(default_factory=list)
    ages: list[str] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    counts: bool = False
    is_subject: bool = True
    is_of_what: bool = False

    def take(self, found: Name, text: str, item: Item) -> None:
        """A name of a dataset or of a kind."""
        if isinstance(found, str):
            self.datasets.add(found)
            # 'Data DKI menurut Penduduk' speaks of nothing else.
            if self.is_subject or (self.is_of_what and not self.words):
                item.datasets.add(found)
            return
        self.kinds.append((*found, text))
        if self.is_subject:
            item.kinds.append((*found, text))

    def pass_over(self, tokens: Sequence[str], at: int, items: list[Item]) -> int:
        """Any other word; how many words it was."""
        word = tokens[at].casefold()
        before = tokens[at - 1].casefold() if at else ""
        after = tokens[at + 1].casefold() if at + 1 < len(tokens) else ""
        if (
            (not word[-1:].isalnum() and word[:1].isdigit())
            or re.search("[-–]", word)
            or (word in AGES and (re.match(r"\d\d", after) or after in PARTS_OF_AGES))
        ):
            self.ages.append(tokens[at])
        elif word in MALE | FEMALE:
            self.sexes.append(word)
        elif word in COUNTING and not self.words:
            self.counts = self.counts or word in NUMBER
            self.is_subject = True
        elif word in BETWEEN:
            items.append(Item())
            self.words += [tokens[at]] if self.is_subject and self.words else []
        elif word in FROM_HERE:
            self.counts = self.counts or (bool(self.words) and word in BY_WHAT)
            self.is_subject = False
            self.is_of_what = word in OF_WHAT
        elif word in PLACES and not (before in COUNTING and self.is_subject):
            self.is_subject = False
        elif self.is_subject and not _is_noise(word):
            if (length := _region(tokens, at)) or (word, after) == ("rumah", "tangga"):
                return max(length, 1)
            items[-1].rest.append(tokens[at])
            self.words.append(tokens[at])
        return 1


def _is_noise(word: str) -> bool:
    word = word.rstrip("0123456789")  # 'Sheet1', 'v2'
    return word in {"", "v"} or word in NOISE or word in COUNTING


def _sex(word: str) -> bool:
    return word in MALE


def _region(tokens: Sequence[str], at: int) -> int:
    """How many words name a region, as 'Banjar Baru' does; 0 if none does."""
    for length in (3, 2, 1):
        if plain("".join(tokens[at : at + length])) in region_names():
            return length
    return 0


def _longest(
    tokens: Sequence[str], at: int, known: Mapping[str, Name]
) -> tuple[int, Name | None]:
    """The longest name that begins at a word, and of how many words it is."""
    for length in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
        if not tokens[at + length - 1][:1].isalnum():
            continue  # a sign ends no name
        if found := known.get(plain("".join(tokens[at : at + length]))):
            return length, found
    return 1, None
