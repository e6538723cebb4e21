"""What the screens of one brief share: each question is asked, each sum made, once."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from imbang.analysis.placement.scenarios import Scenario
from imbang.analysis.situation import Situation
from imbang.briefs.model import Asked, BigNumber, Unit
from imbang.briefs.region import Region
from imbang.briefs.source import Source
from imbang.decisions.answer import answer
from imbang.drawing.events import Mark
from imbang.formats import exists
from imbang.geometry.layers import LayerSet
from imbang.periods import format_month, parse_month
from imbang.reference.levels import ancestor
from imbang.settings.events import Event
from imbang.store import acceptance
from imbang.store.deliveries import Store
from imbang.store.workspace import Entry, Workspace
from imbang.wording import notes, rounds
from imbang.wording.cards import Card
from imbang.wording.exhibits import events
from imbang.wording.messages import acceptance as words

_MONTHS = 36  # looked back for who reported


@dataclass(frozen=True, eq=False)
class Context:
    """The region of a brief, and what people kept in its ``store``: ``scenarios`` by name,
    ``events``."""

    region: Region
    scenarios: Mapping[str, tuple[Scenario, Entry]]
    store: Store
    events: Sequence[Event] = ()
    _datasets: dict[str, None] = field(default_factory=dict, init=False)

    @property
    def asked(self) -> Asked:
        return self.region.asked

    @property
    def source(self) -> Source:
        return self.region.source

    def ask(self, question: str, /, **parameters: object) -> pd.DataFrame:
        """The answer to a question about the region asked for, as of its month."""
        return self.region.ask(question, region=self.region.code, **parameters)

    @functools.cached_property
    def name(self) -> str:
        """The region as a sentence names it."""
        return self.region.name

    @functools.cached_property
    def situation(self) -> Situation:
        """What the summary tells."""
        return self.region.situation()

    @functools.cached_property
    def children(self) -> pd.DataFrame:
        """Coverage of what the region is divided into."""
        return self.region.figures()

    @functools.cached_property
    def layers(self) -> LayerSet | None:
        """The map asked for, hexagons where it is not there."""
        code, source = self.region.code, self.source
        return source.layers(code, self.asked.map) or source.layers(code, "hexagons")

    @functools.cached_property
    def reach(self) -> pd.DataFrame:
        """Up to when offices tell of the year, and who is late (``flow_reach``)."""
        return self.ask("flow_reach")

    @functools.cached_property
    def indicator_changes(self) -> dict[str, dict[Any, Any]]:
        """How indicators moved since the comparison month."""
        return self.region.indicator_changes()

    @functools.cached_property
    def decisions(self) -> pd.DataFrame:
        """Decisions about the region and what lies in it, held against what followed."""
        return answer(
            self.store,
            self.source.ask,
            self.asked.as_of,
            within=self.region.code,
            take=self.source.take,
        )

    def rounds(self, datasets: Sequence[str]) -> dict[str, str]:
        """By month whether all, some or none of the reports of ``datasets`` came."""
        since = parse_month(self.asked.as_of) - _MONTHS + 1
        rows = self.region.ask(
            "rounds",
            region=ancestor(self.region.code, "regency"),
            since=format_month(since),
        )
        return rounds.came(rows, datasets)

    def marks(
        self, datasets: Sequence[str], months: Collection[str]
    ) -> tuple[Mark, ...]:
        """The events to be drawn on a chart over ``months`` of what rests on ``datasets``."""
        touching = [
            one for one in self.events if one.touches(self.region.code, datasets)
        ]
        return events.marks(touching, months)

    def sources(self, *datasets: str) -> tuple[str, ...]:
        """What ``datasets`` rest on, in sentences."""
        self._datasets.update(dict.fromkeys(datasets))
        answer = self.ask("sources")
        told = notes.source_notes(answer, datasets, as_of=self.asked.as_of)
        return (*told, *self.accepted)

    @functools.cached_property
    def accepted(self) -> Sequence[str]:
        """How many of the offices that figures rest on are accepted, in a sentence;
        nothing where acceptance is not kept."""
        if not acceptance.is_kept(Workspace(self.store.folder)):
            return ()
        rows = self.ask("acceptance").to_dict("records")
        return words.told(rows, as_of=self.asked.as_of)

    def all_sources(self) -> tuple[str, ...]:
        """What all screens so far rest on, each dataset once."""
        return self.sources(*self._datasets)


def big(key: str, card: Card, value: float | None, unit: Unit) -> BigNumber:
    """A card of a page as a figure of a screen; ``value`` is what its text tells."""
    return BigNumber(
        key,
        card.label,
        card.value,
        None if value is None else float(value),
        unit,
        card.change,
        card.meaning,
        card.tone,
    )


def number(value: object) -> float | None:
    """A figure of an answer; None where it does not exist."""
    return float(value) if exists(value) else None  # type: ignore[arg-type]
