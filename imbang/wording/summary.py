"""The words of the summary, made from its figures: one title and three to five sentences.

Written to be read aloud. Every figure in them is one of the situation's; nothing is
said of what is not known, and none claims that so many more PSM would bring every
village to the average.
"""

from __future__ import annotations

from collections.abc import Sequence

from imbang import formats
from imbang.analysis.situation import Place, Situation
from imbang.texts import _, plural
from imbang.wording.names import full_name


def title(s: Situation) -> str:
    """The message of the page in one line."""
    if s.now.uncovered is None:
        return _unknown_title(s)
    if s.level == "village":
        return _village_title(s)
    first = _villages_without(s)
    if not s.worst and s.now.is_least:
        return _("{first}; no PMKS are known to be beyond reach", first=first)
    if not s.worst:
        return _("{first}; all PMKS are within reach", first=first)
    if len(s.worst) > 1 and _is_level(s):
        return _("{first}; PMKS beyond reach are spread evenly", first=first)
    where = _name(s.worst[0])
    return _("{first}; most PMKS beyond reach are in {where}", first=first, where=where)


def coverage_title(s: Situation) -> str:
    """The message of the coverage page: how many are beyond reach, and where most."""
    if s.now.uncovered is None or s.level == "village" or not s.worst:
        return title(s)
    told = {"n": formats.number(s.now.uncovered), "m": formats.number(s.now.ppks)}
    if len(s.worst) > 1 and _is_level(s):
        if s.now.is_least:
            return _("At least {n} of {m} PMKS are beyond reach, spread evenly", **told)
        return _("{n} of {m} PMKS are beyond reach, spread evenly", **told)
    told["where"] = _name(s.worst[0])
    if s.now.is_least:
        return _(
            "At least {n} of {m} PMKS are beyond reach, most of them in {where}", **told
        )
    return _("{n} of {m} PMKS are beyond reach, most of them in {where}", **told)


def paragraph(s: Situation) -> str:
    """The sentences to read aloud, three to five of them, two where little is known."""
    return " ".join(sentences(s).values())


def sentences(s: Situation) -> dict[str, str]:
    """The sentences of the paragraph by what they tell, those that say something."""
    told = {
        "load": _load(s),
        "beyond_reach": _beyond_reach(s),
        "where": _where(s),
        "change": _change(s),
        "not_known": _not_known(s),
    }
    return {key: sentence for key, sentence in told.items() if sentence}


def _unknown_title(s: Situation) -> str:
    if s.now.ppks is None and s.now.psm is None:
        return _("{region} has reported neither PMKS nor PSM yet", region=_region(s))
    if s.now.ppks is None:
        return _("{region} has not reported its PMKS yet", region=_region(s))
    return _("{region} has not reported its PSM yet", region=_region(s))


def _village_title(s: Situation) -> str:
    uncovered = s.now.uncovered or 0.0
    n = formats.number(uncovered)
    if uncovered == 0:
        return _("All PMKS in {region} are within reach", region=_region(s))
    if s.now.psm == 0:
        return _("{region} has no PSM yet for its {n} PMKS", region=_region(s), n=n)
    return _("{n} PMKS in {region} are beyond reach", region=_region(s), n=n)


def _villages_without(s: Situation) -> str:
    n = s.villages_no_psm
    if n == 0 and s.villages_unknown:
        return _("No village is known to have no PSM yet")
    if n == 0:
        return _("Every village has a PSM")
    return plural(
        "{count} of {all} villages has no PSM yet",
        "{count} of {all} villages have no PSM yet",
        n,
        count=formats.number(n),
        all=formats.number(s.villages),
    )


def _load(s: Situation) -> str:
    """How many PMKS and PSM there are, and how many PMKS one PSM meets."""
    month, ppks, psm = formats.month(s.as_of), s.now.ppks, s.now.psm
    named = {"month": month, "region": _region(s), "ppks": formats.number(ppks)}
    if ppks is None and psm is None:
        return _(
            "As of {month}, {region} has no report.", month=month, region=_region(s)
        )
    if ppks is None:
        return _(
            "As of {month}, {region} has {psm} active PSM; its PMKS are not reported.",
            month=month,
            region=_region(s),
            psm=formats.number(psm),
        )
    if psm is None:
        return _(
            "As of {month}, {region} counts {ppks} PMKS; its PSM are not reported.",
            **named,
        )
    if psm == 0:
        return _(
            "As of {month}, {region} counts {ppks} PMKS and has no active PSM.", **named
        )
    return _(
        "As of {month}, {region} counts {ppks} PMKS and {psm} active PSM:"
        " {ratio} PMKS to one PSM on average.",
        **named,
        psm=formats.number(psm),
        ratio=formats.ratio(s.now.ratio),
    )


def _beyond_reach(s: Situation) -> str:
    """How many are uncovered, and what that means."""
    if s.now.uncovered is None or s.norm is None:
        return ""
    told = {
        "n": formats.number(s.now.uncovered),
        "share": formats.percent(s.now.uncovered_share),
        "norm": formats.norm(s.norm.value, s.norm.provinces),
    }
    if s.now.uncovered == 0:
        return _none_beyond_reach(told["norm"], is_least=s.now.is_least)
    if s.norm.provinces is not None and s.now.is_least:
        return _(
            "At least {n} of them, {share}, live beyond reach: more to one PSM in their"
            " own village than their province has on average ({norm}).",
            **told,
        )
    if s.norm.provinces is not None:
        return _(
            "{n} of them, {share}, live beyond reach: more to one PSM in their own"
            " village than their province has on average ({norm}).",
            **told,
        )
    if s.now.is_least:
        return _(
            "At least {n} of them, {share}, live beyond reach: more than {norm} to one"
            " PSM in their own village.",
            **told,
        )
    return _(
        "{n} of them, {share}, live beyond reach: more than {norm} to one PSM in their"
        " own village.",
        **told,
    )


def _none_beyond_reach(norm: str, *, is_least: bool) -> str:
    if is_least:
        return _(
            "None is known to be beyond reach at {norm} PMKS to one PSM.", norm=norm
        )
    return _("None is beyond reach at {norm} PMKS to one PSM.", norm=norm)


def _where(s: Situation) -> str:
    """The places with the most people beyond reach."""
    if not s.worst or s.level == "village" or s.places < 2:
        return ""
    if len(s.worst) > 1 and _is_level(s):
        return _(
            "{places} have as many each: {n}.",
            places=_listed([_name(place) for place in s.worst]),
            n=_many(s.worst[0]),
        )
    told = [_("{place} ({n})", place=_name(place), n=_many(place)) for place in s.worst]
    if len(told) == 1:
        return _("All of them are in {place}.", place=told[0])
    return _(
        "Most of them are in {first}, then in {rest}.",
        first=told[0],
        rest=_listed(told[1:]),
    )


def _change(s: Situation) -> str:
    """What has changed since the comparison month, and over what share of the region
    that is known."""
    if s.changes is None or s.compare is None:
        return ""
    month = formats.month(s.compare)
    people, psm = s.changes.uncovered, s.changes.psm
    if people is None or psm is None:
        return _("There is nothing to compare with in {month}.", month=month)
    told = {
        "month": month,
        "people": _moved(round(people.now) - round(people.before)),
        "psm": _moved(round(psm.difference)),
    }
    shares = [formats.percent(one.share) for one in (people, psm)]
    if shares == [formats.percent(1.0)] * 2:
        return _(
            "Since {month}, PMKS beyond reach {people} and active PSM {psm}.", **told
        )
    return _(
        "Since {month}, PMKS beyond reach {people} and active PSM {psm}, as far as both"
        " months are reported ({ppks_share} of PMKS, {psm_share} of PSM).",
        **told,
        ppks_share=shares[0],
        psm_share=shares[1],
    )


def _moved(change: int) -> str:
    n = formats.number(abs(change))
    if change == 0:
        return _("stayed the same")
    return _("rose by {n}", n=n) if change > 0 else _("fell by {n}", n=n)


def _not_known(s: Situation) -> str:
    """What the figures leave out."""
    n = s.villages_unknown
    if n == 0 or s.level == "village":
        return ""
    return plural(
        "{count} village cannot be judged yet, because its PMKS or PSM are not reported.",
        "{count} villages cannot be judged yet, because their PMKS or PSM are not reported.",
        n,
        count=formats.number(n),
    )


def _region(s: Situation) -> str:
    return full_name(s.name, s.level)


def _name(place: Place) -> str:
    return full_name(place.name, place.level)


def _many(place: Place) -> str:
    return formats.least(place.uncovered, is_least=place.is_least)


def _is_level(s: Situation) -> bool:
    """Whether the places with most people beyond reach have equally many."""
    return len({round(place.uncovered) for place in s.worst}) == 1


def _listed(names: Sequence[str]) -> str:
    """``A``, ``A and B`` or ``A, B and C``."""
    if len(names) < 2:
        return "".join(names)
    return _("{some} and {last}", some=", ".join(names[:-1]), last=names[-1])
