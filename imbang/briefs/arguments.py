"""What a command asks for, as text, made into what a brief is of.

What is not given is as on the pages: the one province, the latest month, the year before.
What has no meaning is refused as `imbang query` refuses it.
"""

from __future__ import annotations

from fractions import Fraction

from imbang.briefs.model import Asked
from imbang.briefs.scope import Scope, earlier_month, scope_of
from imbang.briefs.source import Source
from imbang.geometry.layers import MapName
from imbang.questions.parameters import Parameter, read_value
from imbang.reference.ratios import read_norm
from imbang.refusals import Misuse, Refusal
from imbang.texts import Language, _
from imbang.wording.counted_kinds import kinds_names

NONE = "none"


def read(
    source: Source,
    *,
    region: str | None = None,
    as_of: str | None = None,
    compare: str | None = None,
    norm: str | None = None,
    kinds: str = "",
    map: MapName = "hexagons",
    scenario: str = "",
    lang: Language = "id",
) -> Asked:
    """What these ask for; ``compare`` is a month, or ``none`` for no comparison.

    Misuse for what has no meaning or no data, Refusal where nothing counts yet.
    """
    scope = scope_of(source.ask("scope"))
    if scope is None:
        raise Refusal(
            _("Nothing that was sent counts in the published snapshot: it is empty.")
        )
    month = _month(scope, "as_of", as_of) or scope.last_month
    return Asked(
        region=_region(scope, region),
        as_of=month,
        compare=_compare(scope, month, compare),
        norm=_norm(norm),
        kinds=_one_of("kinds", kinds, tuple(kinds_names())),
        map=map,
        scenario=scenario,
        lang=lang,
    )


def _region(scope: Scope, text: str | None) -> str:
    if text is None:
        return scope.home
    code = str(_value("region", "region", text)["region"])
    if not scope.covers(code):
        raise Misuse(_("There are no data for “{region}”.", region=code))
    return code


def _month(scope: Scope, name: str, text: str | None) -> str | None:
    if text is None:
        return None
    _value(name, "month", text)
    if text not in scope.months:
        raise Misuse(_("There are no data for month “{month}”.", month=text))
    return text


def _compare(scope: Scope, as_of: str, text: str | None) -> str | None:
    if text == NONE:
        return None
    month = _month(scope, "compare", text)
    if month is not None and month >= as_of:
        raise Misuse(
            _(
                "{name} = {value} has no meaning; expected: {expected}.",
                name="compare",
                value=text,
                expected=_("a month before {month}", month=as_of),
            )
        )
    return month or earlier_month(as_of, scope)


def _norm(text: str | None) -> Fraction | None:
    if text is None:
        return None
    _value("norm", "norm", text)
    return read_norm(text)


def _value(name: str, type: str, text: str) -> dict[str, object]:
    return read_value(Parameter(name, type, True, ""), text)


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise Misuse(
            _(
                "{name} = {value} has no meaning; expected: {expected}.",
                name=name,
                value=text,
                expected=", ".join(one for one in known if one),
            )
        )
    return text
