"""People in need by village and kind, round by round: stocks that move, and their flows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from bench.scale import tables
from bench.scale.manners import Manners
from bench.scale.places import places
from bench.scale.world import Ints, Mask, Province
from imbang.store.drafts import Draft
from tools.sample import kinds

KINDS = tuple(kinds.PPKS)
_REMOTE = KINDS.index("remote_indigenous_community")
_ENTERS_A_YEAR, _EXITS_A_YEAR, _APPEARS_A_YEAR = 0.065, 0.05, 0.003
_UNCOLLECTED = 0.08  # of kinds, by office
_SILENT_VILLAGE, _NEVER = 0.06, 0.01
_BLANK = 0.02  # of what has no figure: a row all the same, with "..."
_SLIP = 2e-5  # a zero too many
_WITH_FLOWS = 0.4  # of offices
# Of all cells what is left when offices stop, miss, and leave out kinds and villages.
_REACHED = 0.768


class Needs:
    """The stock of each village and kind (n × 26) of a province, as months go by."""

    def __init__(self, province: Province, *, fill: float) -> None:
        self.province = province
        self._draw = province.draw("needs")
        self._kept = (fill / _REACHED) ** 0.5
        shape = len(province.villages), len(KINDS)
        self.stock = self._at_first()
        self.entered = np.zeros(shape, np.int64)
        self.exited = np.zeros(shape, np.int64)
        offices = len(province.offices), len(KINDS)
        collected = self._draw.random(offices) >= _UNCOLLECTED
        lives = self._draw.random(shape[0]) >= _NEVER
        counted = self._draw.random(shape, np.float32) < self._kept
        self._asked: Mask = counted & collected[province.village_office]
        self._asked &= lives[:, None]
        self._with_flows = self._draw.random(offices[0]) < _WITH_FLOWS

    def _at_first(self) -> Ints:
        town = self.province.is_town[self.province.village_office]
        shares = np.zeros((2, len(KINDS)))
        for is_urban in (False, True):
            for key, share in kinds.shares(is_urban=is_urban).items():
                shares[int(is_urban), KINDS.index(key)] = share
        expected = places(self.province).in_need[:, None] * shares[town.astype(int)]
        expected *= self._draw.lognormal(-0.1, 0.45, expected.shape)
        stock = np.asarray(expected + self._draw.random(expected.shape), np.int64)
        is_remote = ~town & (self._draw.random(len(town)) < 0.01)
        stock[is_remote, _REMOTE] = self._draw.integers(15, 70, int(is_remote.sum()))
        return stock

    def pass_months(self, month: int, months: int) -> None:
        """Let ``months`` go by, up to ``month``; flows are cumulative from January."""
        if month % 12 < months:
            self.entered[:] = 0
            self.exited[:] = 0
        part = months / 12
        expected = self.stock * (_ENTERS_A_YEAR * part) + _APPEARS_A_YEAR * part
        entered = self._draw.poisson(expected)
        exited = self._draw.binomial(self.stock, _EXITS_A_YEAR * part)
        self.stock += entered - exited
        self.entered += entered
        self.exited += exited

    def sent(self, month: int) -> Iterator[tuple[str, Draft]]:
        """What offices send of a month; rows without a figure among it."""
        reports = Manners(self.province).reporting(month)[self.province.village_office]
        draw = self.province.draw("sent", month)
        reports &= draw.random(len(reports)) >= _SILENT_VILLAGE
        chance = draw.random(self.stock.shape, np.float32)
        known = self._asked & reports[:, None] & (chance < self._kept)
        listed = known | (reports[:, None] & (chance >= 1 - _BLANK) & self._asked)
        village, kind = np.nonzero(listed)
        office = self.province.village_office[village]
        yield from tables.drafts(
            self.province,
            "ppks",
            month,
            office,
            {
                "region_code": tables.texts(self.province.villages, village),
                "kind": tables.texts(KINDS, kind),
                "unit": tables.texts([kinds.UNITS[key] for key in KINDS], kind),
                **self._figures(draw, listed, known[listed], office),
            },
        )

    def _figures(
        self, draw: np.random.Generator, listed: Mask, known: Mask, office: Ints
    ) -> dict[str, npt.ArrayLike]:
        count = self.stock[listed]
        count[draw.random(len(count), np.float32) < _SLIP] *= 10
        told = known & self._with_flows[office]
        exited = self.exited[listed]
        return {
            "count": tables.counts(count, known),
            "entered": tables.counts(self.entered[listed], told),
            "exited": tables.counts(exited, told),
            "independent": tables.counts(exited // 4, told),
        }
