"""The plans of thirteen offices and their province: the figures the sample meets.

Reported pillars of February 2023 equal the published ones (PSM 892, LKS 154, Karang
Taruna 14, TKSK 154); the split over the regencies, and every other figure, is made up.
"""

from __future__ import annotations

from tools.sample.plan import PILLAR_KINDS, PROVINCE, Amount, Office


def _pillars(*amounts: Amount | None) -> dict[str, Amount]:
    """Kind → amount, in the order of `PILLAR_KINDS`."""
    by_kind = zip(PILLAR_KINDS, amounts, strict=True)
    return {kind: amount for kind, amount in by_kind if amount is not None}


RARE = ("trafficking_victim", "sex_worker", "minority_group", "social_disaster_victim")
KT = (1, 1)

# fmt: off
OFFICES: tuple[Office, ...] = (
    Office(
        "63.01",
        _pillars(
            (56, 60), (11, 12), KT, (11, 11), (3, 3), (1, 2),
            (34, 36), (12, 14), (28, 29), (1, 1), None, (4, 5),
        ),
        villages_with_psm=43,
        ppks=6846,
        growth=0.041,
        inhabitants=361_000,
        kinds_left_out=(*RARE, "homeless"),
        stale=0.18,
    ),
    Office(
        "63.02",
        _pillars(
            (92, 93), (8, 8), KT, (21, 21), (2, 2), None,
            (41, 42), None, (30, 30), None, (5, 5), (6, 6),
        ),
        villages_with_psm=63,
        ppks=10_502,
        growth=0.026,
        inhabitants=334_000,
        kinds_left_out=(*RARE, "child_needing_special_protection", "scavenger", "beggar"),
        unknown_villages=8,
        remote_districts=("63.02.14", "63.02.19"),
        stale=0.45,
        days_late=48,
        silent_in=("2024-12",),
    ),
    Office(
        "63.03",
        _pillars(
            (137, 142), (19, 20), KT, (19, 19), (4, 4), (2, 2),
            (58, 62), (18, 19), (36, 38), (1, 1), (8, 9), (7, 8),
        ),
        villages_with_psm=101,
        ppks=27_300,
        growth=0.034,
        uneven=0.6,
        inhabitants=585_000,
        kinds_left_out=(*RARE, "homeless"),
        unknown_villages=6,
        remote_districts=("63.03.17",),
        stale=0.27,
    ),
    Office(
        "63.04",
        _pillars(
            (87, 91), (8, 8), KT, (17, 17), (2, 2), (1, 1),
            (36, 37), (14, 13), (26, 26), (1, 1), None, None,
        ),
        villages_with_psm=66,
        ppks=14_100,
        growth=0.029,
        inhabitants=322_000,
        kinds_left_out=(*RARE, "street_child", "beggar"),
        unknown_villages=4,
        stale=0.33,
        sends_outside_kind=True,
    ),
    Office(
        "63.05",
        _pillars(
            (63, 64), (7, 7), KT, (12, 12), (2, 2), (1, 1),
            (24, 25), None, (20, 21), None, (4, 4), (3, 3),
        ),
        villages_with_psm=43,
        ppks=6977,
        growth=0.022,
        inhabitants=195_000,
        kinds_left_out=(*RARE, "homeless", "beggar"),
        unknown_villages=2,
        stale=0.21,
        shares_people_with="63.06",
        poor_families="at_first",
    ),
    Office(
        "63.06",
        _pillars(
            (58, 57), (9, 9), KT, (11, 11), (3, 3), (2, 2),
            (26, 27), (10, 10), (24, 24), (1, 1), (6, 6), None,
        ),
        villages_with_psm=44,
        ppks=12_300,
        growth=0.038,
        uneven=0.6,
        inhabitants=233_000,
        kinds_left_out=(*RARE, "scavenger", "homeless"),
        remote_districts=("63.06.10",),
        stale=0.30,
    ),
    Office(
        "63.07",
        _pillars(
            (61, 62), (9, 9), KT, (11, 11), (2, 2), (2, 2),
            (30, 31), (9, 10), (25, 26), (1, 1), None, (3, 3),
        ),
        villages_with_psm=51,
        ppks=11_510,
        growth=0.031,
        inhabitants=265_000,
        kinds_left_out=(*RARE, "former_prisoner", "street_child"),
        remote_districts=("63.07.09", "63.07.10"),
        stale=0.24,
        poor_families="beside",
    ),
    Office(
        "63.08",
        _pillars(
            (98, 97), (11, 11), KT, (10, 10), (2, 2), (1, 1),
            (29, 30), (11, 11), (22, 22), None, (5, 6), (2, 2),
        ),
        villages_with_psm=60,
        ppks=9442,
        growth=0.014,
        follows_need=-0.9,
        inhabitants=231_000,
        kinds_left_out=(*RARE, "street_child"),
        unknown_villages=4,
        stale=0.16,
    ),
    Office(
        "63.09",
        _pillars(
            (40, 40), (8, 8), KT, (12, 12), (2, 3), (1, 1),
            (23, 25), None, (20, 20), None, None, (8, 9),
        ),
        villages_with_psm=28,
        ppks=5831,
        growth=0.027,
        inhabitants=264_000,
        kinds_left_out=(*RARE, "beggar", "homeless"),
        unknown_villages=2,
        stale=0.36,
    ),
    Office(
        "63.10",
        _pillars(
            (80, 84), (8, 10), KT, (12, 12), (2, 2), (1, 1),
            (28, 31), (13, 15), (27, 29), (1, 1), (4, 4), (9, 11),
        ),
        villages_with_psm=57,
        ppks=8748,
        growth=0.046,
        inhabitants=336_000,
        kinds_left_out=(*RARE,),
        stale=0.22,
    ),
    Office(
        "63.11",
        _pillars(
            (66, 68), (5, 5), KT, (8, 8), (1, 1), (1, 1),
            (15, 15), None, (16, 16), (0, 0), (0, 0), (2, 2),
        ),
        villages_with_psm=48,
        ppks=8403,
        growth=0.019,
        inhabitants=135_000,
        kinds_left_out=(*RARE, "scavenger", "street_child", "homeless", "beggar"),
        unknown_villages=2,
        remote_districts=("63.11.02", "63.11.08"),
        counts_only=True,
    ),
    Office(
        "63.71",
        _pillars(
            (42, 44), (34, 35), KT, (5, 5), (8, 8), (4, 4),
            (44, 47), (8, 9), (42, 43), (1, 1), (3, 3), (15, 17),
        ),
        villages_with_psm=27,
        ppks=18_400,
        growth=0.021,
        uneven=0.25,
        follows_need=0.2,
        inhabitants=675_000,
        urban=True,
        unknown_villages=0,
        stale=0.19,
    ),
    Office(
        "63.72",
        _pillars(
            (12, 13), (17, 18), KT, (5, 5), (6, 6), (3, 3),
            (19, 20), None, (26, 27), (1, 1), None, (10, 12),
        ),
        villages_with_psm=8,
        ppks=4946,
        growth=0.058,
        uneven=0.3,
        inhabitants=274_000,
        urban=True,
        kinds_left_out=("troubled_migrant_worker",),
        unknown_villages=0,
        stale=0.22,
        shares_people_with="63.03",
    ),
)

# The province keeps a small register of its own, of what serves no single regency.
PROVINCE_OFFICE = Office(
    PROVINCE,
    _pillars(
        None, None, KT, None, (12, 12), (6, 6),
        None, None, (24, 25), (1, 1), None, (9, 9),
    ),
    stale=0.2,
    silent_in=("2023-06", "2024-06"),
)
# fmt: on
