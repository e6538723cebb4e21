"""Whether the server lives and has figures to show: ``/healthz``, and ``/metrics``.

Both look at the store and ask it no question, so that they may be asked every few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from anyio import to_thread
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from imbang import __version__, paths
from imbang.app.guards.access import may_know
from imbang.app.metrics import REGISTRY
from imbang.disk import durable
from imbang.questions import asking
from imbang.refusals import Refusal
from imbang.store.snapshots import current_snapshot

_ANEW = {"Cache-Control": "no-store"}


@dataclass(frozen=True)
class Figures:
    """The snapshot that readers see: its id, when it was made, its size in bytes."""

    id: str
    made_at: datetime
    size: int

    @property
    def age_seconds(self) -> float:
        """How long ago it was made."""
        return time.time() - self.made_at.timestamp()


def figures(store: Path) -> Figures | None:
    """The snapshot that can be read now; None where there is none, or it is broken.

    Its file is opened once and stays so, as for readers.
    """
    try:
        snapshot = current_snapshot(store)
        if snapshot is None:
            return None
        made_at = datetime.fromisoformat(str(snapshot.manifest["made_at"]))
        asking.cursor_of(snapshot).close()
        return Figures(
            snapshot.id, made_at.astimezone(UTC), snapshot.path.stat().st_size
        )
    except (Refusal, OSError, duckdb.Error, KeyError, ValueError):
        return None


def routes() -> list[Route]:
    """The addresses of this module; who may ask them is in `imbang.app.guards.access`."""
    return [Route("/healthz", _healthz), Route("/metrics", _metrics)]


async def _healthz(request: Request) -> Response:
    """JSON; 503 while there is no snapshot that can be read."""
    found = await to_thread.run_sync(figures, paths.store_folder())
    told: dict[str, object] = {"live": True, "ready": found is not None}
    if may_know(request.scope):
        told |= _details(found)
    return JSONResponse(told, 200 if found else 503, headers=_ANEW)


def _details(found: Figures | None) -> dict[str, object]:
    return {
        "snapshot": found.id if found else None,
        "made_at": found.made_at.isoformat(timespec="seconds") if found else None,
        "age_seconds": round(found.age_seconds) if found else None,
        "version": __version__,
    }


async def _metrics(_request: Request) -> Response:
    told = await to_thread.run_sync(generate_latest, REGISTRY)
    return Response(told, media_type=CONTENT_TYPE_LATEST, headers=_ANEW)


class _Standing(Collector):
    """What stands now: the snapshot, the deliveries on record, who is connected."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """Looked up when it is asked for."""
        store = paths.store_folder()
        found = figures(store)
        yield _gauge("imbang_ready", "Whether figures can be read.", float(bool(found)))
        yield _gauge("imbang_sessions", "Browsers that are connected.", _sessions())
        recorded = len(durable.numbered(store / "deliveries"))
        yield _gauge("imbang_deliveries", "Deliveries on record.", recorded)
        if found:
            at = found.made_at.timestamp()
            yield _gauge("imbang_snapshot_id", "The snapshot read.", float(found.id))
            yield _gauge(
                "imbang_snapshot_made_timestamp_seconds", "When it was made.", at
            )
            yield _gauge(
                "imbang_snapshot_age_seconds", "How long ago.", found.age_seconds
            )
            yield _gauge("imbang_snapshot_bytes", "The size of its file.", found.size)

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing is looked up to be registered."""
        return ()


def _gauge(name: str, what: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)


def _sessions() -> int:
    from streamlit.runtime import Runtime

    if not Runtime.exists():
        return 0
    family = "active_sessions"
    stats = Runtime.instance().stats_mgr.get_stats([family])
    return sum(int(getattr(one, "value", 0)) for one in stats.get(family, ()))


REGISTRY.register(_Standing())
