"""Fingerprints of whatever a function is given, and how much memory a value takes.

Two values with the same fingerprint are the same, in type and content; those that are
the same may have different ones (a set of rows in another order), which costs a little
time and is never wrong.
"""

from __future__ import annotations

import functools
import gc
import hashlib
import pickle
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import is_object_dtype

Known = Callable[[object], bytes | None]
"""Tells the fingerprint of a value that it knows already, and None of others."""

_PLAIN = (str, int, float, bytes, type(None), date, Path, Fraction, Decimal, Enum)
_UNCOUNTED = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
)
# tables tell the size of what they hold on to, which is counted where it is found
_HOLDING = (pd.DataFrame, pd.Series, pd.Index)


def nothing_known(_value: object) -> None:
    """No value has a fingerprint yet."""


def fingerprint(value: object, known: Known = nothing_known) -> bytes:
    """Sixteen bytes that stand for ``value``, whatever it is made of.

    A function counts by its code and by everything it holds on to: the values of its
    closure and its defaults. TypeError for a value of which nobody said what it is.
    """
    parts: list[bytes] = []
    _write(parts.append, value, known)
    return hashlib.blake2b(b"".join(parts), digest_size=16).digest()


def _write(write: Callable[[bytes], None], value: Any, known: Known) -> None:
    if isinstance(value, _PLAIN):
        _say(write, type(value).__qualname__, repr(value).encode())
    elif value is pd.NA:
        _say(write, "NA", b"")
    elif (key := known(value)) is not None:
        _say(write, "known", key)
    elif isinstance(value, list | tuple | set | frozenset | Mapping):
        _write_items(write, value, known)
    elif isinstance(
        value, pd.DataFrame | pd.Series | pd.Index | np.ndarray | np.generic
    ):
        _say(write, type(value).__qualname__, _content(value))
    elif hasattr(value, "to_plotly_json"):  # a figure, told without loading Plotly
        _say(write, type(value).__qualname__, value.to_json().encode())
    elif isinstance(value, type):
        _say(write, "type", f"{value.__module__}.{value.__qualname__}".encode())
    elif is_dataclass(value):
        _write(write, type(value), known)
        _write_items(write, [getattr(value, one.name) for one in fields(value)], known)
    elif isinstance(value, functools.partial):
        _write_items(write, ("partial", value.func, value.args, value.keywords), known)
    elif isinstance(value, types.MethodType):
        _write_items(write, ("method", value.__func__, value.__self__), known)
    elif isinstance(value, types.FunctionType):
        _write_function(write, value, known)
    else:
        raise TypeError(f"{type(value)} has no fingerprint: give plain values instead")


def _write_items(write: Callable[[bytes], None], value: Any, known: Known) -> None:
    items: Any = value
    if isinstance(value, Mapping):
        items = [item for pair in value.items() for item in pair]
    elif isinstance(value, set | frozenset):
        items = sorted(fingerprint(item, known) for item in value)
    _say(write, type(value).__qualname__, str(len(items)).encode())
    for item in items:
        _write(write, item, known)


def _write_function(
    write: Callable[[bytes], None], value: types.FunctionType, known: Known
) -> None:
    _say(write, "function", _code(value.__module__, value.__qualname__, value.__code__))
    held = [cell.cell_contents for cell in value.__closure__ or ()]
    _write_items(write, (held, value.__defaults__, value.__kwdefaults__), known)


@functools.lru_cache(maxsize=4096)
def _code(module: str, name: str, code: types.CodeType) -> bytes:
    """What stands for the code of a function."""
    plain = [one for one in code.co_consts if isinstance(one, _PLAIN)]
    told = (module, name, code.co_firstlineno, code.co_code, code.co_names, plain)
    return fingerprint(told)


def _say(write: Callable[[bytes], None], kind: str, content: bytes) -> None:
    """With its length, so that no two values run into each other."""
    write(b"%b %d %b" % (kind.encode(), len(content), content))


def _content(value: Any) -> bytes:
    """The bytes of a table or an array, with names and types of what is in it."""
    if isinstance(value, pd.DataFrame):
        texts = [is_object_dtype(one) for one in value.dtypes]
        if any(texts):  # how Python shares objects must not tell them apart
            plain = value.loc[:, [not one for one in texts]]
            rest = value.loc[:, texts]
            said = [repr(rest.iloc[:, n].tolist()) for n in range(rest.shape[1])]
            return pickle.dumps((plain, list(value.columns), said), 5)
    elif is_object_dtype(value.dtype):
        name = getattr(value, "name", None)
        return repr((name, value.tolist())).encode()
    return pickle.dumps(value, 5)


_LARGE = 100_000  # bytes


def weigh(value: object) -> tuple[int, dict[int, int]]:
    """Bytes of memory that ``value`` takes with everything it holds on to: of all that is
    small, and of each large part, by `id`, since others may hold on to the same.

    Classes, modules and functions are not counted: others hold on to them too.
    """
    seen: dict[int, object] = {}
    found, small, large = [value], 0, dict[int, int]()
    while found:
        fresh = {id(one): one for one in found if id(one) not in seen}
        seen |= fresh
        counted = [one for one in fresh.values() if not isinstance(one, _UNCOUNTED)]
        sizes = list(map(_size, counted))
        small += sum(size for size in sizes if size < _LARGE)
        large |= {
            id(one): size
            for one, size in zip(counted, sizes, strict=True)
            if size >= _LARGE
        }
        found = gc.get_referents(*counted)
        for one in counted:  # which does not lead into arrays
            if isinstance(one, np.ndarray):
                found += [one.base]
                found += one.ravel().tolist() if one.dtype.hasobject else []
    return small, large


def _size(one: object) -> int:
    """Bytes of a value by itself: an array's, where it does not look at another's."""
    if isinstance(one, _HOLDING):
        return 0
    if isinstance(one, np.ndarray) and not isinstance(one.base, np.ndarray):
        return one.nbytes
    return sys.getsizeof(one)
