"""Rules of data quality: one file each in ``queries/checks``, found by listing them.

A file's header explains the rule in both languages, one field after the other; its one
statement returns what offends, with the months in which it does. Columns:

- ``region_id``, ``from_month``, ``to_month`` [first, last): always;
- ``subject``: what tells findings of one region apart; never stored, only hashed;
- ``dataset``: where the header says ``several``;
- ``submission_id``, ``sheet``, ``row``: where it stands in a file;
- ``item``: what is counted, each once a month, as the finding's ``count``;
- all others are the finding's values, the same for all rows of one finding at a time.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from imbang import paths
from imbang.questions.headers import LANGUAGES, read_header, tables_read
from imbang.texts import language

if TYPE_CHECKING:
    pass

SEVERITIES = ("high", "medium", "low")
TEXTS = ("title", "looks_for", "why", "mend", "detail")
_FIELDS = frozenset(
    [
        *(f"{name}_{code}" for name in TEXTS for code in ("id", "en")),
        *("severity", "dataset", "grain"),
    ]
)


@dataclass(frozen=True)
class Rule:
    """One file of ``queries/checks``; ``texts`` by name and language (``title_id``)."""

    name: str
    severity: str
    dataset: str
    grain: str
    texts: Mapping[str, str]
    sql: str

    def text(self, name: str) -> str:
        """One of `TEXTS` in the language now spoken."""
        return self.texts[f"{name}_{language()}"]

    @property
    def reads(self) -> frozenset[str]:
        """The tables that the statement reads."""
        return tables_read(self.sql)


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Every rule there is, by name."""
    return {
        path.stem: read_rule(path)
        for path in sorted((paths.QUERIES / "checks").glob("*.sql"))
    }


def read_rule(path: Path) -> Rule:
    """The rule in a file; ValueError when its header lacks a field or has a wrong one."""
    sql = path.read_text("utf-8")
    _text, fields, _parameters = read_header(sql, _FIELDS)
    if missing := _FIELDS - fields.keys():
        raise ValueError(f"{path}: the header lacks {', '.join(sorted(missing))}")
    if fields["severity"] not in SEVERITIES:
        raise ValueError(f"{path}: severity is one of {', '.join(SEVERITIES)}")
    return Rule(
        name=path.stem,
        severity=fields["severity"],
        dataset=fields["dataset"],
        grain=fields["grain"],
        texts={name: text for name, text in fields.items() if name[-3:] in LANGUAGES},
        sql=sql,
    )
