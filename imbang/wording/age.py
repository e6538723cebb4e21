"""How old is what figures rest on, in words: the share that is current, and the oldest."""

from __future__ import annotations

from imbang import formats
from imbang.analysis.situation import Age
from imbang.texts import _


def told(age: Age) -> str:
    """``86 % from Dec 2024, oldest Jun 2024``; the month alone where all is of it."""
    if age.latest == age.oldest:
        return formats.short_month(age.latest)
    return f"{formats.percent(age.share)} {told_months(age)}"


def told_months(age: Age) -> str:
    """The latest month and the oldest, to stand behind the share."""
    latest = formats.short_month(age.latest)
    if age.latest == age.oldest:
        return _("from {month}", month=latest)
    oldest = formats.short_month(age.oldest)
    return _("from {month}, oldest {oldest}", month=latest, oldest=oldest)
