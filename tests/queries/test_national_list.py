"""The questions on the national lists against a count of the same rows by pandas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from imbang.publishing.publish import publish
from imbang.questions.asking import ask
from imbang.store.deliveries import Store
from tests.together import place, without_maps

CITY, PROVINCE = "63.71", "63"
V1, V2, D1, D2 = "63.71.01.1001", "63.71.01.1002", "63.71.01", "63.71.02"
ELSEWHERE, OTHER = place("64"), place("65")
Record = Callable[..., Store]


def entry(region: str, source: str, individuals: int | None, families: int | None, **more: str) -> Any:
    return {
        "region_code": region,
        "source": source,
        "decile": "all",
        "individuals": individuals,
        "families": families,
        **more,
    }
