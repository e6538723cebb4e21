"""What browsers fetch once and keep: map layers, programs of components, the logo, the font.

Each has the hash of its content in its address, or its version, so that whoever has it
never asks for it again.
"""

from __future__ import annotations

import functools
import gzip
import re
from typing import Any

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from imbang import paths
from imbang.app import programs
from imbang.disk import durable
from imbang.geometry import nation

# kept by the browser that may have it, and by no server between
_FOREVER = "private, max-age=31536000, immutable"


def routes() -> list[Route]:
    """Their addresses."""
    return [
        Route("/geo/{sha}.json", _map_layer),
        Route("/assets/{name}", _asset),
        Route("/app/static/{name}", _asset),
    ]


async def _map_layer(request: Request) -> Response:
    """A map layer by its hash: the content of an address never changes."""
    sha = request.path_params["sha"]
    if not re.fullmatch(r"[0-9a-f]{64}", sha):
        return Response(status_code=404)
    path = paths.store_folder() / "geometry" / f"{sha}.json.gz"
    plain = await to_thread.run_sync(durable.unpacked, path)
    packed = None
    if plain is None and (packed := await to_thread.run_sync(nation.file_of, sha)):
        plain = gzip.decompress(packed)
    if plain is None:  # not there, or damaged: nothing to be kept for good
        return Response(status_code=404)
    if not _accepts_gzip(request.headers.get("accept-encoding", "")):
        packed = None
    elif packed is None:
        packed = await to_thread.run_sync(path.read_bytes)
    return _kept(plain, packed, "application/json")


def _kept(plain: bytes, packed: bytes | None, media_type: str) -> Response:
    """What never changes, packed where the browser unpacks."""
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    content = plain if packed is None else packed
    return Response(content, media_type=media_type, headers=headers)


def _accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (``gzip;q=0`` forbids it)."""
    for part in header.lower().split(","):
        coding, _separator, quality = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False


@functools.cache
def _fonts() -> dict[str, tuple[bytes, str]]:
    kinds = {".woff2": "font/woff2", ".txt": "text/plain"}
    files = (paths.ASSETS / "fonts").iterdir()
    served = [file for file in files if file.suffix in kinds]  # others are for paper
    return {f.name: (f.read_bytes(), kinds[f.suffix]) for f in served}


async def _asset(request: Request) -> Response:
    """A program, the logo or a font: its name holds its hash or its version."""
    name = request.path_params["name"]
    if asset := programs.assets().get(name):
        unpacks = _accepts_gzip(request.headers.get("accept-encoding", ""))
        packed = asset.packed if unpacks else None
        return _kept(asset.content, packed, asset.media_type)
    found: Any = _fonts().get(name)
    if found is None:
        return Response(status_code=404)
    content, kind = found
    return Response(content, media_type=kind, headers={"Cache-Control": _FOREVER})
