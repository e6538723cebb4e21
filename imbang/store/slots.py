"""What one submission counts for, until another one takes its place."""

from __future__ import annotations

from imbang.periods import Period

# Dataset, office, period, and what is told of a dataset that is sent part by part
# (`imbang.store.drafts.Draft.tells`).
Slot = tuple[str, str, Period, tuple[str, ...]]
