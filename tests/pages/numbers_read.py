"""Every number that a page gives, with the words beside it, as a reader takes them: off
markup, sentences, choices, lists, charts' hover texts and maps.

A telling is a place (a region's code, else what a row or a bar is called), words with
their numbers taken out, and one of these numbers.
"""

from __future__ import annotations

import base64
import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import numpy as np
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from tests.pages.languages import _strings

_MONTHS = (
    "Jan(?:uari|uary)?|Feb(?:ruari|ruary)?|Mar(?:et|ch)?|Apr(?:il)?|Mei|May|Jun[ie]?|"
    "Jul[iy]?|Agu(?:stus)?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|Oct(?:ober)?|"
    "Nov(?:ember)?|De[sc](?:ember)?"
)
_MONTH = re.compile(rf"\b(?:\d{{1,2}} )?({_MONTHS})\.? (\d{{4}})\b")
_CODE = re.compile(r"\b\d\d(?:\.\d\d){1,3}(?:\.\d{4})?\b(?![,%])")
_NUMBER = re.compile(
    r"(?:(?:≥|sedikitnya|at least) ?)?[+−±]?(?<![\w.,])\d+(?:[.,]\d+)*(?: ?%)?", re.I
)
_RANGE = re.compile(r"(?<![\w.,])\d+–\d+(?= )")
_SENTENCE = re.compile(r"[.](?=\s|$)|\s·\s|<br>")
_CLAUSE = re.compile(r"[,;](?=\s|$)")
_BLOCKS = {"dt", "li", "p", "h1", "h2", "h3", "h4", "small", "div", "td", "th", "tr"}
_UNTOLD = {"style", "pre", "code", "script"}


@dataclass(frozen=True)
class Telling:
    """A number as it is written, and what it is said of."""

    place: str
    words: str
    number: str


def elements(app: AppTest) -> list[tuple[str, list[str]]]:
    """What a page is made of: the kind of each element, and its texts."""
    return [
        (element.type, list(_strings(proto)))
        for element in app
        if element.type not in ("code", "download_button")
        if isinstance(proto := getattr(element, "proto", None), Message)
    ]


def read(
    kind: str, texts: Iterable[str], region: str, codes: Mapping[str, Sequence[str]]
) -> Iterator[Telling]:
    """The numbers of an element of a page about ``region``, by the texts it is made of;
    ``codes`` as `drawn` takes them."""
    for text in texts:
        if text.startswith("{"):
            told = json.loads(text)
            if "rows" in told and "columns" in told:
                yield from _table(told, region)
            elif "figure" in told:
                yield from _clauses(str(told["alt"]), region)
                for code, _step, said in drawn(told, codes):
                    for line in said:
                        yield from _clauses(line, code)
            elif "data" in told:
                yield from _chart(told, region)
        elif "<" in text:
            for context, words in _blocks(text):
                yield from _clauses(words, region, context)
        elif kind == "button_group" and (
            choice := re.fullmatch(r"(.+) · ([\d.,]+)", text)
        ):
            yield Telling(region, plain(choice[1]), choice[2])
        elif kind in ("title", "markdown", "caption"):
            yield from _clauses(text, region)


@functools.cache
def plain(words: str) -> str:
    """Words without what tells a reader nothing: capitals and marks."""
    words = re.sub(r"[✓▲✕≈?·\u2060*]|[−+]+(?=\s)", " ", words)
    return " ".join(words.split()).casefold().strip(" ,–")


def _clauses(text: str, place: str, context: str = "") -> Iterator[Telling]:
    """Each number of a text with the words of its clause, and with what its sentence
    said before: its months, and what stands before a colon."""
    for words, number in _numbers(text, context):
        yield _telling(place, words, number)


@functools.cache  # one page says again what another has said
def _numbers(text: str, context: str) -> tuple[tuple[str, str], ...]:
    return tuple(_numbered(text, context))


def _numbered(text: str, context: str) -> Iterator[tuple[str, str]]:
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    text = _MONTH.sub(lambda m: f"{m[1][:3]}'{_letters(m[2])}", text)
    text = _RANGE.sub(lambda m: _letters(m[0]), _CODE.sub("", text))
    for sentence in _SENTENCE.split(text):
        before = plain(context)
        for clause in _CLAUSE.split(sentence):
            words = plain(_NUMBER.sub("#", clause))
            for at, found in enumerate(_NUMBER.finditer(clause)):
                change = "±" if found[0][0] in "+−±" else ""
                said = "" if words == "#" else f" | {words}"
                key = f"{before}{said} {change}{at or ''}".strip(" |")
                if re.search(r"[a-z]{2}", key):
                    yield key, found[0]
            label, colon, _rest = words.rpartition(":")
            months = re.findall(r"\w+'\w+", words)
            before = " ".join([before, label if colon else "", *months]).strip()


def _letters(year: str) -> str:
    """A year as a part of the words, not as a number."""
    return year.translate(str.maketrans("0123456789", "abcdefghij"))


def component(texts: Iterable[str], part: str) -> Iterator[dict[str, Any]]:
    """What an element tells the browser in JSON, where it has such a ``part``."""
    for text in texts:
        if text.startswith("{") and f'"{part}"' in text:
            told = json.loads(text)
            if part in told:
                yield told


def drawn(
    told: Mapping[str, Any], codes: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, int | None, list[str]]]:
    """The regions of a map: code, class (None for what is not known), and what each says
    below its name; ``codes`` are those of the features of each layer, by address."""
    traces = json.loads(told["figure"])["data"]
    for trace in traces:
        if "hovertemplate" not in trace or "z" not in trace:
            continue
        lines = trace["hovertemplate"].removesuffix("<extra></extra>").split("<br>")[2:]
        texts, numbers = trace.get("text"), array(trace.get("customdata", []))
        is_known = len({colour for _at, colour in trace["colorscale"]}) > 1
        for at, (id, step) in enumerate(
            zip(array(trace["locations"]), array(trace["z"]), strict=True)
        ):
            said = texts[at].split("<br>") if texts else lines
            for place, number in enumerate(numbers[at] if len(numbers) else ()):
                shown = f"{number:,d}".replace(",", ".")
                mark = f"%{{customdata[{place}]:,d}}"
                said = [line.replace(mark, shown) for line in said]
            code = codes[trace["geojson"]][int(id)]
            yield code, int(step) if is_known else None, said


def _telling(place: str, words: str, number: str) -> Telling:
    """What is told of the least there is, has a sign of that and not words."""
    written = re.sub(r"(?i)sedikitnya|at least", "≥", number).replace(" ", "")
    said = re.sub(r", (?:sedikitnya|at least)\b", "", words)
    is_least = said != words and not written.startswith("≥")
    return Telling(place, said, f"≥{written}" if is_least else written)


def _table(data: Mapping[str, Any], region: str) -> Iterator[Telling]:
    """Cells by the region of their row and the label of their column."""
    labels = [column["label"] for column in data["columns"]]
    for row in data["rows"]:
        cells = row["cells"]
        place = cells[0].get("region") or f"{region} {plain(cells[0]['text'])}"
        for label, cell in zip(labels[1:], cells[1:], strict=True):
            for part, told in (("", cell["text"]), (" under", cell.get("under", ""))):
                now = told.replace("\N{NO-BREAK SPACE}", " ").partition(" →")[0]
                if found := _NUMBER.match(now):
                    words = plain(label) + part + plain(now[found.end() :])
                    yield _telling(place, words, found[0])


def _chart(figure: Mapping[str, Any], region: str) -> Iterator[Telling]:
    """What the pointer is told: lines below the name of what it stands on."""
    for trace in figure["data"]:
        told = trace.get("hovertext")
        for text in [told] if isinstance(told, str) else told or ():
            lines = re.sub(r"</?b>", "", str(text)).split("<br>")
            numbers = [
                at for at, line in enumerate(lines) if at and _NUMBER.search(line)
            ]
            first = numbers[0] if numbers else len(lines)
            place = " ".join([region, *map(plain, lines[:first])])
            for line in lines[first:]:
                yield from _clauses(line, place)


def array(value: Any) -> Any:
    """The numbers of a figure, as they were before they were sent."""
    if isinstance(value, Mapping):
        raw = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
        return raw.reshape(
            [int(n) for n in str(value.get("shape", len(raw))).split(",")]
        )
    return np.asarray(value)


@functools.cache
def _blocks(text: str) -> tuple[tuple[str, str], ...]:
    markup = _Markup()
    markup.feed(text)
    return tuple(markup.told)


class _Markup(HTMLParser):
    """The text of every block, with the label that it stands under: that of its list's
    term, or of the item that it is a part of."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self._text = self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img", "input", "hr"):
            self._text += " "
            return
        if tag in _BLOCKS or tag in ("b", "dd"):
            self._flush(is_label=tag in ("b", "dd", "small"))
        if tag in ("li", "dt", "section", "tr"):
            self._label = ""
        self._open.append((tag, dict(attrs).get("aria-label") or ""))

    def handle_data(self, data: str) -> None:
        if not _UNTOLD & {tag for tag, _aria in self._open}:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in ("b", "dd"):
            self._flush(is_label=tag in ("dt", "th"))
        while self._open and self._open.pop()[0] != tag:
            pass

    def close(self) -> None:
        self._flush(is_label=False)
        super().close()

    def _flush(self, *, is_label: bool) -> None:
        text, self._text = " ".join(self._text.split()), ""
        if not text:
            return
        read_out = [aria for _tag, aria in self._open if aria]
        self.told.append((" ".join([*read_out, self._label]).strip(), text))
        if is_label:
            self._label = text
