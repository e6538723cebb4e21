"""TOML as frozen dataclasses; whatever does not fit is told with its place."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints


class DatasetError(Exception):
    """A dataset's TOML is wrong; the text names file, column and what is expected."""


def parse(path: Path) -> dict[str, Any]:
    """The content of a TOML file; DatasetError when it cannot be read."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatasetError(f"{path.name}: {error}") from error


def build(kind: Any, content: object, place: str) -> Any:
    """``content`` as the dataclass ``kind``; ``place`` leads what is told of a slip."""
    if not isinstance(content, dict):
        raise DatasetError(f"{place}: expected a table of {kind.__name__}")
    place = f"{place}, {content['key']!r}" if "key" in content else place
    known = {field.name: field for field in fields(kind)}
    if unknown := sorted(set(content) - set(known)):
        raise DatasetError(f"{place}: unknown {unknown}; known are {sorted(known)}")
    needed = {name for name, field in known.items() if field.default is MISSING}
    if missing := sorted(needed - set(content)):
        raise DatasetError(f"{place}: missing {missing}")
    hints = get_type_hints(kind)
    values = {k: _value(hints[k], v, f"{place}, {k}") for k, v in content.items()}
    return kind(**values)


def _value(hint: Any, value: object, place: str) -> Any:
    """``value`` as the annotation asks: texts, numbers, dates, tuples, dataclasses."""
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise DatasetError(f"{place}: expected a list")
        inner = get_args(hint)
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        if len(kinds) != len(value):
            raise DatasetError(f"{place}: expected {len(kinds)} entries")
        return tuple(_value(k, v, place) for k, v in zip(kinds, value, strict=True))
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise DatasetError(f"{place}: {value!r} is none of {get_args(hint)}")
        return value
    if hasattr(hint, "__dataclass_fields__"):
        return build(hint, value, place)
    allowed = get_args(hint) or (hint,)
    # bool is an int to Python, but not to whoever writes a TOML.
    if type(value) not in allowed:
        wanted = " or ".join(getattr(kind, "__name__", str(kind)) for kind in allowed)
        raise DatasetError(f"{place}: {value!r} is not {wanted}")
    return value
