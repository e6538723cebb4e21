"""Where answers come from: the app's memory or a snapshot, the same questions of both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

import pandas as pd

from imbang.geometry.layers import LayerSet, MapName
from imbang.geometry.reading import load_layers
from imbang.questions import asking
from imbang.reference.levels import NATION, Level, ancestor

Take = Callable[..., Any]
Loader = Callable[[pd.DataFrame, str, MapName], LayerSet | None]


class Ask(Protocol):
    """Answers a question of ``queries/pages``; answers are read, never changed."""

    def __call__(self, question: str, /, **parameters: object) -> pd.DataFrame: ...


def at_once(work: Callable[..., Any], *given: Any) -> Any:
    """What ``work`` gives, without remembering it."""
    return work(*given)


def no_layers(_drawn: pd.DataFrame, _province: str, _map: MapName) -> None:
    """No map at all."""


@dataclass(frozen=True)
class Source:
    """What asks, and what is kept of it.

    ``take`` gives what a function makes of what it is given, and may remember it;
    ``load`` gives the layers of a province's map, by the answer of ``map_layers``.
    """

    ask: Ask
    take: Take = at_once
    load: Loader = no_layers

    def coverage_of(
        self,
        region: str,
        level: Level,
        as_of: str,
        norm: Fraction | None,
        kinds: str | None,
    ) -> pd.DataFrame:
        """The answer of ``coverage``, taken from that of the whole province at all
        levels.

        Norms and verdicts rest on all of it anyway, so that asking for a part costs about
        as much; the answer of the province serves every reader, wherever they look.
        """
        if region == NATION:
            return self.ask(
                "coverage",
                region=region,
                level=level,
                as_of=as_of,
                norm=norm,
                kinds=kinds,
            )
        rows = self.of_province(region, as_of, norm, kinds)
        part: pd.DataFrame = self.take(_part, rows, region, level)
        return part

    def of_province(
        self, region: str, as_of: str, norm: Fraction | None, kinds: str | None
    ) -> pd.DataFrame:
        """The answer of ``coverage`` of the province of a region, at all levels."""
        province = ancestor(region, "province")
        return self.ask(
            "coverage", region=province, as_of=as_of, norm=norm, kinds=kinds
        )

    def layers(self, region: str, map: MapName) -> LayerSet | None:
        """The layers of the map of the province of ``region``, or of the nation; None
        where there is none."""
        province = ancestor(region, "province") if region != NATION else NATION
        return self.load(self.ask("map_layers", region=province), province, map)


def _part(rows: pd.DataFrame, region: str, level: Level) -> pd.DataFrame:
    is_within = rows["region_code"].str.startswith(region)
    return rows[is_within & (rows["level"] == level)].reset_index(drop=True)


@dataclass
class Snapshots:
    """The current snapshot of a store, each question asked once: for many briefs in a
    row, without the app. ``asked`` counts what was really asked."""

    store: Path
    asked: int = 0
    _answers: dict[object, pd.DataFrame] = field(default_factory=dict)
    _layers: dict[object, LayerSet | None] = field(default_factory=dict)

    def source(self) -> Source:
        """To make briefs from."""
        return Source(self.ask, load=self.load)

    def ask(self, question: str, /, **parameters: object) -> pd.DataFrame:
        """The answer, the one given before where there was one."""
        given = (question, *sorted(parameters.items()))
        if given not in self._answers:
            self.asked += 1
            self._answers[given] = asking.ask(self.store, question, **parameters)
        return self._answers[given]

    def load(self, drawn: pd.DataFrame, province: str, map: MapName) -> LayerSet | None:
        """The layers of a province's map, read once."""
        if (province, map) not in self._layers:
            meta = drawn["meta"].iloc[0] if len(drawn) else None
            self._layers[province, map] = load_layers(self.store, meta, province, map)
        return self._layers[province, map]
