"""What a page shows, as a link can carry it: a view, read from and written to a URL.

A view is what the reader chose. Reading one from a URL never fails: what is not
understood falls back, and a notice says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeVar, get_args

from imbang.briefs.scope import Scope, earlier_month
from imbang.periods import parse_month
from imbang.reference import regions
from imbang.reference.levels import (
    LEVELS,
    NATION,
    Level,
    default_level,
    is_below,
    is_within,
    lower_level,
)
from imbang.reference.ratios import read_norm, write_ratio
from imbang.texts import LANGUAGES, Language, _

Map = Literal["hexagons", "boundaries"]
MAPS: tuple[Map, ...] = get_args(Map)
T = TypeVar("T", bound=str)
NONE = "none"
MARK = "mark"
"""The choice of a page that says which region is selected on it."""
PAGE = "_page"
"""How the choices end that say which page of a list is shown."""

_SHARED = frozenset(
    [
        "region",
        "as_of",
        "compare",
        "lang",
        "norm",
        "level",
        "map",
        "sort",
        "q",
        "show",
        "page",
    ]
)
_MOST_OWN = 20


class Choices(Mapping[str, str]):
    """The choices of a single page, by name: a mapping that never changes."""

    def __init__(self, chosen: Mapping[str, str]) -> None:
        self._chosen = dict(chosen)

    def __getitem__(self, name: str) -> str:
        return self._chosen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def __hash__(self) -> int:
        return hash(frozenset(self._chosen.items()))

    def __repr__(self) -> str:
        return f"Choices({self._chosen})"


@dataclass(frozen=True)
class View:
    """The shared filters of all pages, and the choices of those that have more.

    ``compare`` is None where nothing is compared with; ``norm`` (PMKS persons to one
    PSM, exact) is None where the office's setting or the province's own ratio holds;
    ``level`` is what the region is divided into; ``page`` is None where the list shows
    what is selected, else its beginning; ``own`` are the choices of a single page, which
    it reads itself. Views are values: equal ones have the same hash.
    """

    region: str
    as_of: str
    compare: str | None
    lang: Language = "id"
    level: Level = "village"
    norm: Fraction | None = None
    map: Map = "hexagons"
    sort: str = "-uncovered"
    q: str = ""
    show: tuple[str, ...] = ()
    page: int | None = None
    own: Mapping[str, str] = Choices({})

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", Choices(self.own))

    @property
    def is_blank(self) -> bool:
        """Whether there are no figures to be shown, and so no region and no month."""
        return not self.as_of

    @property
    def marked(self) -> str:
        """The region that stands out on this page, empty where none does."""
        return regions.load().code_for(self.own.get(MARK)) or ""

    def to_query(self) -> dict[str, str]:
        """The view as URL parameters; the choices of a page only where made."""
        if self.is_blank:
            return {"lang": self.lang, **self.own}
        query = {
            "region": self.region,
            "as_of": self.as_of,
            "compare": self.compare or NONE,
            "lang": self.lang,
        }
        if self.norm is not None:
            query["norm"] = write_ratio(self.norm)
        chosen: dict[str, str] = {
            "level": self.level,
            "map": self.map,
            "sort": self.sort,
            "q": self.q,
            "show": ",".join(self.show),
            "page": str(self.page or ""),
        }
        plain = _plain(self.region)
        if self.marked:  # its page is shown unless another one is chosen
            plain["page"] = ""
        query |= {k: v for k, v in chosen.items() if v not in ("", plain[k])}
        return query | dict(self.own)

    def at(self, region: str) -> View:
        """The view of another region: its search and its page begin anew; what is
        selected stays so inside of it."""
        level = self.level if is_below(self.level, region) else lower_level(region)
        moved = replace(self, region=region, level=level, q="", page=None)
        is_inside = self.marked != region and is_within(self.marked, region)
        return moved if is_inside or not self.marked else moved.marking(None)

    def marking(self, region: str | None) -> View:
        """The view in which another region, or none, is selected: lists turn to it."""
        own = {
            name: text
            for name, text in self.own.items()
            if name != MARK and not name.endswith(PAGE)
        }
        return replace(self, page=None, own=own | ({MARK: region} if region else {}))

    def up_to(self, as_of: str, scope: Scope) -> View:
        """The view as of another month; the comparison keeps its distance in time."""
        if self.compare is None:
            return replace(self, as_of=as_of, page=1)
        distance = parse_month(self.as_of) - parse_month(self.compare)
        compare = earlier_month(as_of, scope, months=distance)
        return replace(self, as_of=as_of, compare=compare, page=1)


def read_view(query: Mapping[str, str], scope: Scope) -> tuple[View, list[str]]:
    """The view that URL parameters ask for, and notices of what was not understood."""
    reading = _Reading(query, scope)
    region = reading.region()
    as_of = reading.month("as_of", scope.last_month)
    level = reading.one_of("level", LEVELS[1:], default_level(region))
    view = View(
        region=region,
        as_of=as_of,
        compare=reading.compare(as_of),
        lang=reading.one_of("lang", LANGUAGES, "id"),
        level=level if is_below(level, region) else lower_level(region),
        norm=reading.norm(),
        map=reading.one_of("map", MAPS, "hexagons"),
        sort=query.get("sort", "")[:80] or "-uncovered",
        q=query.get("q", "")[:80],
        show=tuple(filter(None, query.get("show", "")[:200].split(","))),
        page=reading.page(),
        own=_own(query),
    )
    return view, reading.notices


def blank_view(query: Mapping[str, str]) -> View:
    """The view of a store without figures: a language, and a page's own choices."""
    lang: Language = "en" if query.get("lang") == "en" else "id"
    return View(region=NATION, as_of="", compare=None, lang=lang, own=_own(query))


def _own(query: Mapping[str, str]) -> dict[str, str]:
    """The parameters that are no shared ones: a page's own, each of a sane length."""
    own = {name: text for name, text in query.items() if name not in _SHARED}
    return {k: v for k, v in list(own.items())[:_MOST_OWN] if len(k + v) <= 200}


class _Reading:
    """Reads one parameter after another, noting what it could not understand."""

    def __init__(self, query: Mapping[str, str], scope: Scope) -> None:
        self.query, self.scope = query, scope
        self.notices: list[str] = []

    def region(self) -> str:
        asked = self.query.get("region")
        if asked is None:
            return self.scope.home
        known = regions.load()
        if (code := known.code_for(asked)) and self.scope.covers(code):
            return code
        province = known.province_for(asked)
        shown = province if province in self.scope.provinces else self.scope.home
        named = {"region": asked[:20], "shown": known.name(shown)}
        self.notices.append(
            _("There are no data for “{region}”. {shown} is shown instead.", **named)
            if code
            else _("There is no region “{region}”. {shown} is shown instead.", **named)
        )
        return shown

    def month(self, name: str, otherwise: str) -> str:
        asked = self.query.get(name)
        if asked is None or asked in self.scope.months:
            return asked or otherwise
        self.notices.append(
            _("There are no data for month “{month}”.", month=asked[:20])
        )
        return otherwise

    def compare(self, as_of: str) -> str | None:
        usual = earlier_month(as_of, self.scope)
        if self.query.get("compare") == NONE:
            return None
        asked = self.month("compare", usual or NONE)
        return asked if asked < as_of else usual

    def norm(self) -> Fraction | None:
        asked = self.query.get("norm")
        if asked is None:
            return None
        try:
            return read_norm(asked)
        except ValueError:
            self.notices.append(_("“{norm}” cannot be a norm.", norm=asked[:20]))
        return None

    def page(self) -> int | None:
        asked = self.query.get("page", "")[:6]
        return max(1, int(asked)) if asked.isascii() and asked.isdigit() else None

    def one_of(self, name: str, known: Sequence[T], otherwise: T) -> T:
        asked = self.query.get(name)
        found = next((value for value in known if value == asked), None)
        if asked is not None and found is None:
            self.notices.append(
                _("“{value}” is not known here.", value=f"{name}={asked[:20]}")
            )
        return found if found is not None else otherwise


def _plain(region: str) -> dict[str, str]:
    """The page choices as they are before anyone chose."""
    return {
        "level": default_level(region),
        "map": "hexagons",
        "sort": "-uncovered",
        "q": "",
        "show": "",
        "page": "1",
    }
