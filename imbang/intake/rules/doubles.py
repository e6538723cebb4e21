"""Figures that stand twice for the same: refused, but where the officer takes neither."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from imbang.intake.files.cells import Mask
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Options
from imbang.intake.splits.adding import key_names
from imbang.intake.splits.answers import NEITHER, is_said
from imbang.intake.typed.typed_sheet import TypedSheet
from imbang.reference.datasets import MEASURES, Dataset
from imbang.reference.spelling import plain
from imbang.texts import _


def leave_out(
    typed: Sequence[TypedSheet], options: Options, findings: Findings
) -> list[TypedSheet]:
    """The tables without what stands twice in them, where the officer takes neither.

    A warning names each row that is left out.
    """
    found = list(typed)
    for key in dict.fromkeys(sheet.dataset.key for sheet in typed):
        places = [
            at
            for at, sheet in enumerate(typed)
            if sheet.dataset.key == key
            and can_be_left_out(sheet.dataset)
            and is_said(options.labels, sheet.headings.get("region_code"), NEITHER)
        ]
        doubled = _doubled([typed[at] for at in places])
        for at, is_double in zip(places, doubled, strict=True):
            found[at] = _without(typed[at], is_double, findings)
    return found


def can_be_left_out(dataset: Dataset) -> bool:
    """Whether its rows are counts of a region, not persons or activities."""
    keys = {key for unique in dataset.unique for key in unique}
    is_counted = any(column.type in MEASURES for column in dataset.columns)
    return dataset.period == "row" and is_counted and "region_code" in keys


def _doubled(sheets: Sequence[TypedSheet]) -> list[Mask]:
    """Per table which rows stand twice in all of them together."""
    if not sheets:
        return []
    frames = []
    for sheet in sheets:
        names: Collection[str] = key_names(sheet.table, sheet.dataset)
        frame = sheet.table.select([*names]).to_pandas()
        if sheet.dataset.added_up_by_label:
            frame["label"] = sheet.table["label"].to_pandas().map(plain, "ignore")
        frames.append(frame)
    rows = pd.concat(frames, ignore_index=True)
    found: npt.NDArray[np.bool_] = (
        rows.duplicated(keep=False) & rows.notna().all(axis=1)
    ).to_numpy(np.bool_)
    ends = np.cumsum([len(frame) for frame in frames])[:-1]
    return [np.asarray(part) for part in np.split(found, ends)]


def _without(sheet: TypedSheet, is_double: Mask, findings: Findings) -> TypedSheet:
    if not is_double.any():
        return sheet
    numbers = sheet.table["row"].to_numpy()[is_double] - 1
    findings.sheet = sheet.sheet
    findings.add_rows(
        "doubled",
        _("Stands twice for the same region and period; neither is read, as you said."),
        numbers.tolist(),
        column=sheet.headings["region_code"],
        severity="warning",
    )
    findings.sheet = None
    return replace(sheet, table=sheet.table.filter(pa.array(~is_double)))
