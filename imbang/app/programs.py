"""What a page takes along: programs of own components and the logo, fetched once.

Streamlit sends the script and the styles of a component with every message of it. So that
a click sends figures alone, its script only fetches the program, by an address that holds
the hash of the content: the browser keeps that for good. The logo, too, would else go with
every run.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from dataclasses import dataclass

from imbang.paths import ASSETS

PROGRAMS = {
    "chrome": ("chrome.js",),
    "copying": ("copying.js", "copying.css"),
    "map": ("map_places.js", "map.js", "map.css"),
    "stage": ("stage.js",),
    "table": ("table.js", "table.css"),
}
"""The files of each program: scripts, one after the other, and styles."""

# It goes with every message, so it is short. A program that cannot be fetched, because the
# network or the login has ended, says so where it was to be; the next message asks again.
_FETCHES = """\
const from = new URL("ADDRESS", location.href);
export default async (component) => {
  const program = await import(from).catch(() => {});
  if (program) return program.default(component);
  const lost = document.createElement("p");
  lost.className = "lost";
  lost.textContent = component.data.lost;
  component.parentElement.append(lost);
};
"""


@dataclass(frozen=True)
class Asset:
    """A file that is sent: its name, with the hash of what it holds, plain and packed."""

    name: str
    content: bytes
    packed: bytes
    media_type: str


def text(program: str) -> str:
    """A program as the browser runs it: its scripts with its styles in them."""
    files = PROGRAMS[program]
    scripts = [name for name in files if name.endswith(".js")]
    styles = "".join(_read(name) for name in files if name not in scripts)
    around = _read("component.js").replace("STYLES", json.dumps(styles))
    return "".join(map(_read, scripts)) + around


@functools.cache
def program(name: str) -> Asset:
    """A program as a file."""
    return _asset(name, ".js", text(name), "text/javascript")


@functools.cache
def logo() -> Asset:
    """The logo as a file."""
    return _asset("logo", ".svg", _read("logo.svg"), "image/svg+xml")


def _asset(name: str, suffix: str, text: str, media_type: str) -> Asset:
    content = text.encode()
    sha = hashlib.sha256(content).hexdigest()[:16]
    packed = gzip.compress(content, mtime=0)
    return Asset(f"{name}-{sha}{suffix}", content, packed, media_type)


@functools.cache
def assets() -> dict[str, Asset]:
    """All of them by the names of their files."""
    return {one.name: one for one in (logo(), *map(program, PROGRAMS))}


def fetching(name: str) -> str:
    """The script that fetches a program and runs it."""
    return _FETCHES.replace("ADDRESS", f"/assets/{program(name).name}")


def logo_address() -> str:
    """Where the logo is. Streamlit takes an address of this server below this one alone,
    and would else send the picture itself with every run."""
    return f"/app/static/{logo().name}"


def _read(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")
