"""Which numbers a page gives under which words: read off cards, legends, choices,
tables and sentences, as a reader takes them."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any

_NUMBER = r"\d{1,3}(?:[.,]\d{3})*"
_FIGURE = re.compile(rf"{_NUMBER}([.,]\d+)?(\s?%)?")
_BEFORE = re.compile(r"<h2[^>]*>(Sebelum|Before)\b")
_PLACES = (
    "desa dan kelurahan|desa|kecamatan|kabupaten/kota|villages?|districts?|"
    "regenc(?:y|ies)(?: and cities)?"
)
_IN_PLACES = rf"(?>(?:{_PLACES})\b(?: yang| with)? ?)"
_NOBODY = r"(?:tanpa|(?:belum|tidak) punya|(?:ha(?:s|ve) |with )?no|without(?: an?)?)"
_SENTENCES = (
    # 1.370 dari 2.016 desa dan kelurahan belum punya PSM; 1.370 desa belum punya PSM
    rf"(?P<n>{_NUMBER})(?: (?:dari|of) {_NUMBER})? {_IN_PLACES}(?P<words>[a-z][^;.(\d]+)",
    # desa yang ada PMKS, tanpa PSM, dari 1.334 menjadi 1.298
    rf"{_IN_PLACES}(?P<words>[^;.(\d]+?),? (?:dari|from) (?P<was>{_NUMBER}) (?:menjadi|to) "
    rf"(?P<n>{_NUMBER})",
    # Desa yang ada PMKS, tanpa PSM: 1.334 menjadi 1.298
    rf"{_IN_PLACES}(?P<words>[^;.(\d]+?): (?P<was>{_NUMBER})(?: menjadi|, after) (?P<n>{_NUMBER})",
)


def readings(parts: Iterable[tuple[str, Sequence[str]]]) -> dict[str, set[str]]:
    """The numbers that a page, its ``parts`` as `elements` has them, gives under the same words, by these as `same` folds them;
    what a plan starts from is under its words with "before"."""
    found: dict[str, set[str]] = defaultdict(set)
    when = ""
    for _kind, texts in parts:
        for text in texts:
            if "<h2" in text:
                when = " before" if _BEFORE.search(text) else ""
            for words, number in _read(text):
                if words and _FIGURE.fullmatch(number):
                    plain = re.sub(r"[.,](?=\d{3}\b)", "", number)
                    found[same(words) + when].add(plain)
    return found


def same(words: str) -> str:
    """Words without what tells a reader nothing: capitals, marks, what kind of place is
    counted, and which way of saying that there is nobody was chosen."""
    plain = " ".join(re.sub(r"[✓▲✕–?·\u2060]", " ", words).split()).casefold()
    plain = re.sub(rf"^{_IN_PLACES}", "", plain)
    plain = re.sub(
        rf"(?<!pmks but )(?<!pmks, )\b{_NOBODY} psm\b( yet)?", "0 psm", plain
    )
    return plain.strip()


def _read(text: str) -> Iterator[tuple[str, str]]:
    if text.startswith("{"):
        yield from _table(json.loads(text))
    elif "<" in text:
        markup = _Markup()
        markup.feed(text)
        yield from markup.pairs
        for block in markup.blocks:
            yield from _sentences(block)
    elif choice := re.fullmatch(rf"(.+) · ({_NUMBER})", text.strip()):
        yield choice[1], choice[2]
    else:
        yield from _sentences(text)


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    for shape in _SENTENCES:
        for told in re.finditer(shape, text, re.IGNORECASE):
            words = told["words"].strip(" ,")
            yield words, told["n"]
            if was := told.groupdict().get("was"):
                yield f"{words} before", was


def _table(data: Any) -> Iterator[tuple[str, str]]:
    """What a column of parts ("24 / 52") adds up to, and the number after of each state."""
    keys = [column["key"] for column in data.get("columns", ())]
    rows = [[cell["text"] for cell in row["cells"]] for row in data.get("rows", ())]
    for at, column in enumerate(data.get("columns", ())):
        parts = [re.fullmatch(rf"({_NUMBER}) / {_NUMBER}", row[at]) for row in rows]
        if parts and all(parts):
            whole = sum(int(re.sub(r"\D", "", part[1])) for part in parts if part)
            yield column["label"], f"{whole}"
    if keys[:1] == ["state_name"] and "after" in keys:
        yield from ((row[0], row[keys.index("after")]) for row in rows)


class _Markup(HTMLParser):
    """Pairs of lists (dt with dd, li with b), and the text of every other block."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.blocks: list[str] = []
        self._words = self._number = ""
        self._at = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("dt", "li", "p", "h2", "small"):
            self.blocks.append(self._words)
            self._words = self._number = ""
        if tag in ("dd", "b"):
            self._number = ""
        self._at = tag

    def handle_data(self, data: str) -> None:
        if self._at in ("dd", "b"):
            self._number += data
        elif self._at != "i":  # a mark
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("dd", "b") and self._number:
            self.pairs.append((self._words, self._number))
            self._number = ""
        elif tag in ("small", "li", "p", "h2"):
            self.blocks.append(self._words)
            self._words = ""
        self._at = ""
