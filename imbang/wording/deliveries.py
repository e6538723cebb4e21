"""What is told of a delivery: its dataset, its office, its period, who and when."""

from __future__ import annotations

from imbang import formats
from imbang.periods import Period
from imbang.reference import levels, regions
from imbang.reference.datasets import load_datasets
from imbang.store.manifests import Submission
from imbang.wording.names import full_name


def dataset_title(key: str | None) -> str:
    """The dataset's name; empty where there is none."""
    datasets = load_datasets()
    return datasets[key].title if key is not None and key in datasets else key or ""


def office_name(code: str | None) -> str:
    """The office by its region, a district told as one; a dash where it is not known."""
    if code is None:
        return formats.MISSING
    names = regions.load()
    if code not in names.names and code != levels.NATION:
        return code
    return full_name(names.name(code), levels.level_of(code))


def period_name(period: Period | None) -> str:
    """The period as people write it; a dash where there is none."""
    if period is None:
        return formats.MISSING
    text = str(period)
    return formats.month(text) if period.first == period.last else text


def who_and_when(one: Submission) -> str:
    """``Sari, 3 Januari 2025``."""
    return f"{one.recorded_by}, {formats.day(one.received_on)}"
