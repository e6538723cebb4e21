"""What a file of ``queries`` says of itself: its header, and the tables it reads.

A header is the comment at the top. It begins with a text of its own or at once with
fields, one after the other: ``name: text``, which the comment lines below it go on with.
A line ``$name (type[, optional]): what it means`` is a parameter.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection

LANGUAGES = ("_id", "_en")
"""How the names of fields end that say one thing in each language."""

_SCHEMAS = "source|reference|staging|intermediate|marts|derived|results|borders|carried|parts|own"
_READ = re.compile(rf"\b(?:from|join)\s+((?:{_SCHEMAS})\.\w+)")


def read_header(
    sql: str, names: Collection[str]
) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """The text at its beginning, the fields of these names, and the parameters."""
    fields = {"": ""}
    parameters: list[str] = []
    last: str | None = ""
    for line in itertools.takewhile(lambda one: one.startswith("--"), sql.splitlines()):
        text = line.removeprefix("--").strip()
        name, colon, rest = text.partition(": ")
        if colon and name in names:
            last, fields[name] = name, rest.strip()
        elif text.startswith("$"):
            last = None
            parameters.append(text)
        elif last is None:
            parameters[-1] = f"{parameters[-1]} {text}"
        else:
            fields[last] = f"{fields[last]} {text}".strip()
    return fields.pop(""), fields, tuple(parameters)


@functools.cache  # a publish asks several times of each file
def tables_read(sql: str) -> frozenset[str]:
    """The tables that a statement names with their schema, to read them."""
    return frozenset(_READ.findall(sql))
