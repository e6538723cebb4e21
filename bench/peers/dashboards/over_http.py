"""A client over HTTP: one connection kept open, answers compressed as a browser takes them."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import json
import time
import zlib
from typing import Any
from urllib.parse import urlsplit

_TIMEOUT_S = 120.0


class Connection:
    """A connection to an address (http://host:port)."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self._at = urlsplit(url).netloc
        self._headers = {"Accept-Encoding": "gzip, deflate", **(headers or {})}
        self._open = self._new()

    def _new(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self._at, timeout=_TIMEOUT_S)

    async def ask(self, path: str, sent: object = None) -> tuple[float, Body]:
        """Milliseconds to the last byte, and the body; RuntimeError for a refusal."""
        return await asyncio.to_thread(self.ask_now, path, sent)

    def ask_now(self, path: str, sent: object = None) -> tuple[float, Body]:
        """As `ask`, waiting."""
        body = None if sent is None else json.dumps(sent).encode()
        headers = self._headers | ({"Content-Type": "application/json"} if body else {})
        start = time.perf_counter()
        try:
            raw, encoding = self._once(path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            self._open.close()
            self._open = self._new()  # the server had let it go meanwhile
            raw, encoding = self._once(path, body, headers)
        return 1000 * (time.perf_counter() - start), Body(raw, encoding)

    def _once(
        self, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[bytes, str]:
        self._open.request("POST" if body else "GET", path, body, headers)
        answer = self._open.getresponse()
        raw = answer.read()
        encoding = answer.getheader("Content-Encoding") or ""
        if answer.status != http.client.OK:
            said = Body(raw, encoding).text()[:500]
            raise RuntimeError(f"{path}: {answer.status} {said}")
        return raw, encoding

    def close(self) -> None:
        """Hang up."""
        self._open.close()


class Body:
    """A body as received."""

    def __init__(self, raw: bytes, encoding: str) -> None:
        self.raw = raw
        self._encoding = encoding

    def text(self) -> str:
        """Uncompressed."""
        match self._encoding:
            case "gzip":
                return gzip.decompress(self.raw).decode()
            case "deflate":
                return zlib.decompress(self.raw).decode()
        return self.raw.decode()

    def json(self) -> Any:
        """Parsed."""
        return json.loads(self.text())
