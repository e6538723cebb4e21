"""What is told of a delivery: its dataset, its office, its period, who and when."""

from __future__ import annotations

from imbang import formats
from imbang.periods import Period
from imbang.reference import levels, regions
from imbang.reference.datasets import load_datasets
from imbang.store.manifests import Submission


def dataset_title(key: str | None) -> str:
    """The dataset's name; empty where there is none."""
    datasets = load_datasets()
    return datasets[key].title if key is not None and key in datasets else key or ""


def office_name(code: str | None) -> str:
    """The office by its region; a dash where it is not known."""
    if code is None:
        return formats.MISSING
    names = regions.load()
    return names.name(code) if code in names.names or code == levels.NATION else code


def period_name(period: Period | None) -> str:
    """The period as people write it; a dash where there is none."""
    if period is None:
        return formats.MISSING
    text = str(period)
    return formats.month(text) if period.first == period.last else text


def who_and_when(one: Submission) -> str:
    """``Sari, 3 Januari 2025``."""
    return f"{one.recorded_by}, {formats.day(one.received_on)}"
