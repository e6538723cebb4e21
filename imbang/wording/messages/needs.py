"""Whether PSM keep up with needs."""

from __future__ import annotations

import pandas as pd

from imbang.formats import exists
from imbang.texts import _

FEWEST_PSM = 5
"""PSM below which their growth is not held against that of PMKS in a sentence."""


def pace(growth: pd.DataFrame) -> str:
    """Whether PSM grow as fast as PMKS, over the months compared."""
    if growth.empty:
        return ""
    last = growth.iloc[-1]
    if not exists(last["ppks_index"]) or not exists(last["psm_index"]):
        return ""
    if min(growth.iloc[0]["psm_active"], last["psm_active"]) < FEWEST_PSM:
        return ""  # one more or less would turn the sentence round
    ppks, psm = last["ppks_index"] - 100, last["psm_index"] - 100
    if round(ppks, 1) == round(psm, 1):
        return _("PMKS and PSM grow alike")
    if ppks > psm:
        return _("PMKS grow faster than PSM")
    return _("PSM grow faster than PMKS")
