"""Activities of provinces and of some regencies, and who of the registers came."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.scale import tables
from bench.scale.manners import Manners
from bench.scale.registers import Registers
from imbang.store.drafts import Draft

_KINDS = ("bimtek", "rakor", "seleksi")
_SHARES = (0.6, 0.3, 0.1)
_ELEMENTS = ("psm", "tksk", "tagana", "karang_taruna", "lks", "social_companion")


def sent(registers: Registers, month: int) -> Iterator[tuple[str, Draft]]:
    """What was held in a year, told in December: activities, then participants."""
    if month % 12 != 11:
        return
    province = registers.province
    draw = province.draw("activities", month)
    sends = [*Manners(province).sending("activities", month), True]
    held = np.where(sends, draw.integers(2, 7, len(sends)), 0)
    office = np.repeat(np.arange(len(sends)), held)
    number = np.arange(len(office)) - np.searchsorted(office, office) + 1
    kind = draw.choice(len(_KINDS), len(office), p=_SHARES)
    first = np.datetime64(f"{month // 12}-01-10") + draw.integers(0, 330, len(office))
    code = [
        f"{_KINDS[k].upper()}-{month // 12}-{n}"
        for k, n in zip(kind, number, strict=True)
    ]
    yield from tables.drafts(
        province,
        "activities",
        month,
        office,
        {
            "activity": pa.array(code),
            "kind": tables.texts(_KINDS, kind),
            "title": pa.array([f"{one} PSM dan pilar lain" for one in code]),
            "organiser": pa.repeat("Dinas Sosial", len(office)),
            "first_day": tables.days(first),
            "last_day": tables.days(first + draw.integers(0, 4, len(office))),
            "topics": pa.repeat("Pendampingan PMKS; pencatatan kasus", len(office)),
        },
    )
    yield from _participants(registers, month, office, code, draw)


def _participants(
    registers: Registers,
    month: int,
    office: np.ndarray,
    code: list[str],
    draw: np.random.Generator,
) -> Iterator[tuple[str, Draft]]:
    wanted = draw.integers(25, 90, len(office)).tolist()
    found = [
        registers.participants(draw, count, one)
        for one, count in zip(office.tolist(), wanted, strict=True)
    ]
    if not found:
        return
    sizes = [len(one) for one in found]
    who = registers.who(np.concatenate(found))
    count = sum(sizes)
    came = draw.random(count) < 0.93
    passed = np.where(came, (draw.random(count) < 0.95).astype(int), -1)
    element = who.pop("kind")
    is_known = pc.is_in(element, pa.array(_ELEMENTS))
    yield from tables.drafts(
        registers.province,
        "participants",
        month,
        np.repeat(office, sizes),
        {
            **who,
            "activity": tables.texts(code, np.repeat(np.arange(len(code)), sizes)),
            "element": pc.if_else(is_known, element, None),
            "attended": tables.texts(("no", "yes"), came.astype(int)),
            "passed": tables.texts(("no", "yes"), passed),
        },
    )
