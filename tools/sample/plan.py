"""What the plan of an office consists of, and the rounds in which offices send.

The plans themselves are in `south_kalimantan`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SEED = "imbang-2023-2024"
ROUNDS = ("2023-02", "2023-06", "2023-12", "2024-06", "2024-12")
POPULATION_YEAR = {"2023-02": 2022, "2023-12": 2023, "2024-12": 2024}
PROVINCE = "63"
OUTSIDE_KIND = "Keluarga Rentan"  # not one of the 26; some offices add it

# First and last round; what is between lies on the line. None: not collected.
Amount = tuple[int, int]
PILLAR_KINDS = (
    "psm",
    "lks",
    "karang_taruna",
    "tksk",
    "social_worker",
    "social_extension_worker",
    "social_companion",
    "community_extension_worker",
    "tagana",
    "lk3",
    "wksbm",
    "business",
)


@dataclass(frozen=True, eq=False)
class Office:
    """One office: its pillars, its needs, and the troubles of its data.

    ``pillars`` is kind → number of rows in the first and the last round; a kind that is
    not in it is not collected. ``ppks`` is persons in need in the last round,
    ``growth`` a year's, ``uneven`` the spread of needs over villages (σ of a log-normal
    distribution), ``follows_need`` how much PSM are where needs are (below 0: where
    they are not). ``stale`` is the share of rows not confirmed for over a year.
    """

    code: str
    pillars: Mapping[str, Amount]
    villages_with_psm: int = 0
    ppks: int = 0
    growth: float = 0.03
    uneven: float = 0.5
    follows_need: float = 0.4
    inhabitants: int = 0
    urban: bool = False
    kinds_left_out: tuple[str, ...] = ()
    unknown_villages: int = 3
    remote_districts: tuple[str, ...] = ()
    stale: float = 0.25
    days_late: int = 0
    counts_only: bool = False
    shares_people_with: str | None = None
    silent_in: tuple[str, ...] = ()
    poor_families: Literal["no", "at_first", "beside"] = "no"
    sends_outside_kind: bool = False
