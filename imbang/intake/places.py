"""Regions in a sheet: from one or several code columns to one region a row."""

from __future__ import annotations

import difflib
import re
from functools import partial

import numpy as np

from imbang import regions
from imbang.intake.cells import Cells, Rows, Sheet
from imbang.intake.findings import Findings
from imbang.intake.headings import Headings, plain
from imbang.intake.parsing import Rejected
from imbang.intake.values import Values, parse_cells
from imbang.texts import _

_SAME_NAME = 0.9  # misspelt a little is the same name
_PREFIXES = (
    (r"\b(?:kab|kabupeten)\b\.?", "kabupaten"),
    (r"\b(?:prov|prop|propinsi)\b\.?", "provinsi"),
    (r"\b(?:administrasi|adm)\b\.?", ""),
    (r"^\s*(?:kecamatan|kec|kelurahan|kel|desa|ds|nagari|gampong|kampung)\b\.?", ""),
)
_REGENCY_PREFIX = re.compile(r"^(?:kabupaten|kota|provinsi)\s+")
_MANY = 0.3  # share of names that disagree, from which on the codes are suspected


def read_regions(
    sheet: Sheet, headings: Headings, rows: Rows, findings: Findings
) -> Values:
    """The region of each row, as dotted Kemendagri codes: the deepest one given."""
    positions = headings.columns["region_code"]
    columns = [
        parse_cells(
            sheet.columns[at],
            rows,
            _parse_code,
            heading=headings.texts[at],
            findings=findings,
        )
        for at in positions
    ]
    if len(columns) == 1:
        return columns[0]
    return _deepest(columns, [headings.texts[at] for at in positions], rows, findings)


def _parse_code(text: str, is_number: bool) -> str:
    if code := regions.load().normalise([text])[0]:
        return code
    if is_number and "." in text:
        raise Rejected(
            "region",
            _(
                "“{text}” is stored as a number, so a zero at its end may be lost; "
                "set the column's format to Text and write a Kemendagri code such as "
                "63.71.01.1001.",
                text=text,
            ),
        )
    raise Rejected(
        "region",
        _(
            "“{text}” is no region that is known; expected a Kemendagri code such as "
            "63.71.01.1001 (village), 63.71.01 (district) or 63.71 (regency).",
            text=text,
        ),
    )


def _deepest(
    columns: list[Values], headings: list[str], rows: Rows, findings: Findings
) -> Values:
    """Of several code columns, the deepest code of each row; all must agree."""
    table = np.column_stack([column.codes for column in columns])
    combinations, codes = np.unique(table, axis=0, return_inverse=True)
    codes = codes.reshape(-1)
    distinct: list[object] = []
    for number, combination in enumerate(combinations):
        found = [
            (str(column.distinct[code]), heading)
            for column, heading, code in zip(
                columns, headings, combination, strict=True
            )
            if code >= 0
        ]
        deepest = max(found, key=lambda pair: len(pair[0]), default=None)
        distinct.append(deepest[0] if deepest else None)
        for code, heading in found:
            if deepest and not regions.load().is_within(deepest[0], code):
                message = _(
                    "“{code}” does not lie in “{other}” (column {column}); expected "
                    "codes of one place.",
                    code=deepest[0],
                    other=code,
                    column=heading,
                )
                findings.add_rows(
                    "region_levels",
                    message,
                    rows[codes == number].tolist(),
                    column=deepest[1],
                    value=deepest[0],
                )
    is_none = np.array([value is None for value in distinct], np.bool_)
    kept = np.where(is_none[codes], -1, codes).astype(np.int32)
    given = np.logical_or.reduce([column.given for column in columns])
    return Values(kept, tuple(distinct), given)


def compare_names(
    sheet: Sheet, headings: Headings, rows: Rows, found: Values, findings: Findings
) -> None:
    """Warn where a row's name is not that of its code; one warning a pair."""
    positions = headings.columns.get("region_name", ())
    if not positions:
        return
    names: list[Cells] = [sheet.columns[at] for at in positions]
    table = np.column_stack([found.codes, *(name.codes[rows] for name in names)])
    pairs, first, counts = np.unique(
        table, axis=0, return_index=True, return_counts=True
    )
    disagreeing = 0
    for pair, at, count in zip(pairs, first, counts, strict=True):
        texts = [n.texts[c] for n, c in zip(names, pair[1:], strict=True) if c >= 0]
        if pair[0] < 0 or not texts:
            continue
        code = str(found.distinct[pair[0]])
        if any(map(partial(_is_name_of, regions.load().name(code)), texts)):
            continue
        disagreeing += 1
        findings.add(
            "region_name",
            _names_disagree(code, texts[-1], int(count)),
            row=int(rows[at]),
            column=headings.texts[positions[-1]],
            value=texts[-1],
            severity="warning",
        )
    if disagreeing > 3 and disagreeing > _MANY * len(pairs):
        findings.add(
            "region_code_system",
            _(
                "Many names do not fit their codes. Are these BPS codes? Expected are "
                "those of Kemendagri (Kepmendagri 300.2.2-2138/2025)."
            ),
            column=headings.texts[headings.columns["region_code"][-1]],
            severity="warning",
        )


def _names_disagree(code: str, name: str, count: int) -> str:
    return _(
        "Code {code} is {official}, but the row says “{name}” ({n} times). The code "
        "counts; check which of the two is meant.",
        code=code,
        official=regions.load().name(code),
        name=name,
        n=count,
    )


def _is_name_of(official: str, given: str) -> bool:
    wanted, found = _words(official), _words(given)
    bare = _REGENCY_PREFIX.sub("", wanted)
    # 'Kota Bandung' is not 'Kabupaten Bandung'; 'Bandung' may be either.
    options = {plain(wanted), plain(bare)}
    if plain(found) in options:
        return True
    return any(
        difflib.SequenceMatcher(None, plain(found), option).ratio() >= _SAME_NAME
        for option in options
    )


def _words(name: str) -> str:
    text = " ".join(name.casefold().split())
    for pattern, replacement in _PREFIXES:
        text = re.sub(pattern, replacement, text)
    return " ".join(text.split())
