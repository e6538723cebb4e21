"""What a line speaks of: a title, the name of a sheet or file, a heading, a unit.

Of 'Jumlah Penduduk Miskin menurut Kecamatan Tahun 2023' the subject is 'Penduduk
Miskin': a word of a dataset, and one that narrows it to something else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from imbang.intake.values.dates import MONTHS
from imbang.reference import regions
from imbang.reference.datasets import MEASURES, load_datasets
from imbang.reference.kind_labels import kinds_by_name
from imbang.reference.kinds import Kind, KindList
from imbang.reference.spelling import plain, words_of

_LONGEST = 300  # characters of a line that are looked at
_MOST_WORDS = 10  # of one name
_SHORTEST_KIND = 3  # letters; 'PD' and 'AT' say anything in the name of a file
_TOKEN = re.compile(
    r"(?<!\d)\d{1,3} ?(?:[-–] ?\d{1,3}(?!\d)|\+)|[^\W_]+|[,;&]"  # '60-64' is one
)
_COUNTING = words_of("jumlah jml banyaknya total rekap rekapitulasi data daftar number")
_BETWEEN = frozenset([",", ";", "&", "dan", "serta", "and", "atau"])
# What follows says of whom, where, by what: no longer what is counted.
_BY_WHAT = words_of("menurut berdasarkan per by tiap setiap")
_FROM_HERE = _BY_WHAT | words_of("di pada dalam in dari se untuk")
_PLACES = words_of(
    "kabupaten kab kota kecamatan kec provinsi prov desa kelurahan kel kalurahan nagari "
    "kampung wilayah daerah rt rw dusun"
)
_MALE = words_of("laki lakilaki lk l pria male")
_FEMALE = words_of("perempuan pr p wanita female")
_PLACE_BEFORE = re.compile(r"^(?:kabupaten|kota|provinsi) ")
_NOISE = words_of(
    "tabel table lampiran formulir form gambar bab laporan profil statistik hasil "
    "proyeksi estimasi sensus sp tahun year bulan month triwulan tw semester kuartal "
    "periode keadaan kondisi posisi akhir awal pertengahan terbaru final fix rev revisi "
    "versi baru lama copy salinan export ekspor od dataset sheet lembar series column "
    "row jenis kelamin jiwa orang satuan of the dinas sosial dinsos pemerintah "
    "individu keluarga tangga ruta kepala jk gender sex "
    "jabar jateng jatim diy dki banten sumut sumbar sumsel kalsel kalbar kalteng kaltim "
    "kaltara sulsel sulut sulteng sultra sulbar ntb ntt babel kepri "
    "ke sd dengan i ii iii iv v vi sumber tb tbl no nomor xlsx xls csv"
) | frozenset(MONTHS)


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

        'KK DTKS' and 'Penduduk dalam DTKS' are of the list, not of all inhabitants.
        """
        among = self.datasets - {d for item in self.items for d in item.datasets}
        narrower = _narrower()
        return not self.parts and any(
            dataset in (item.datasets & narrower or item.datasets)
            and (dataset in narrower or not among & narrower)
            and not item.rest
            and not item.kinds
            for item in self.items
        )

    def the_kind(self, which: KindList) -> tuple[Kind, str] | None:
        """The one kind that it counts and the words for it; None where it says more."""
        kinds = [kind for _which, kind, _text in self.kinds]
        if self.parts or self.rest or len(set(kinds)) != 1:
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
    known = _names() if len(tokens) > 1 or not line.isupper() else _all_names()
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


_ANY = frozenset({"region_code", "period", *MEASURES})
_Name = str | tuple[KindList, Kind]  # of a dataset, or of a kind


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

    def take(self, found: _Name, text: str, item: Item) -> None:
        """A name of a dataset or of a kind."""
        if isinstance(found, str):
            self.datasets.add(found)
            if self.is_subject:
                item.datasets.add(found)
            return
        self.kinds.append((*found, text))
        if self.is_subject:
            item.kinds.append((*found, text))

    def pass_over(self, tokens: Sequence[str], at: int, items: list[Item]) -> int:
        """Any other word; how many words it was."""
        word = tokens[at].casefold()
        before = tokens[at - 1].casefold() if at else ""
        if (not word[-1:].isalnum() and word[:1].isdigit()) or re.search("[-–]", word):
            self.ages.append(tokens[at])
        elif word in _MALE | _FEMALE:
            self.sexes.append(word)
        elif word in _COUNTING and not self.words:
            self.counts = self.is_subject = True
        elif word in _BETWEEN:
            items.append(Item())
            self.words += [tokens[at]] if self.is_subject and self.words else []
        elif word in _FROM_HERE:
            self.counts = self.counts or (bool(self.words) and word in _BY_WHAT)
            self.is_subject = False
        elif word in _PLACES and not (before in _COUNTING and self.is_subject):
            self.is_subject = False
        elif self.is_subject and not _is_noise(word):
            after = tokens[at + 1].casefold() if at + 1 < len(tokens) else ""
            if (length := _region(tokens, at)) or (word, after) == ("rumah", "tangga"):
                return max(length, 1)
            items[-1].rest.append(tokens[at])
            self.words.append(tokens[at])
        return 1


def _is_noise(word: str) -> bool:
    word = word.rstrip("0123456789")  # 'Sheet1', 'v2'
    return word in {"", "v"} or word in _NOISE or word in _COUNTING


def _sex(word: str) -> bool:
    return word in _MALE


def _region(tokens: Sequence[str], at: int) -> int:
    """How many words name a region, as 'Banjar Baru' does; 0 if none does."""
    for length in (3, 2, 1):
        if plain("".join(tokens[at : at + length])) in _regions():
            return length
    return 0


@functools.cache
def _regions() -> frozenset[str]:
    """Provinces, regencies and districts, without the word for what they are."""
    known = regions.load().names.items()
    names = (name.casefold() for code, name in known if len(code) in (2, 5, 8))
    return frozenset(plain(_PLACE_BEFORE.sub("", name)) for name in names)


def _longest(
    tokens: Sequence[str], at: int, known: Mapping[str, _Name]
) -> tuple[int, _Name | None]:
    """The longest name that begins at a word, and of how many words it is."""
    for length in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
        if not tokens[at + length - 1][:1].isalnum():
            continue  # a sign ends no name
        if found := known.get(plain("".join(tokens[at : at + length]))):
            return length, found
    return 1, None


@functools.cache
def _narrower() -> frozenset[str]:
    """The datasets of those alone of whom a kind or a list is said."""
    return frozenset(
        dataset.key
        for dataset in load_datasets().values()
        if any(c.required and c.type not in _ANY for c in dataset.columns)
    )


@functools.cache
def _names() -> Mapping[str, _Name]:
    """What a dataset or a kind is called, in plain spelling."""
    return {
        text: name
        for text, name in _all_names().items()
        if isinstance(name, str) or len(text) >= _SHORTEST_KIND
    }


@functools.cache
def _all_names() -> Mapping[str, _Name]:
    """The same with 'KT' and its like, which a sheet may be called, and nothing more."""
    return {plain(text): name for text, name in _named()}


def _named() -> Iterator[tuple[str, _Name]]:
    lists: tuple[KindList, ...] = ("pillar_kinds", "ppks_kinds")
    for which in lists:
        for text, kind in kinds_by_name(which).items():
            yield text, (which, kind)
    for dataset in load_datasets().values():
        for text in dataset.evidence:
            yield text, dataset.key
