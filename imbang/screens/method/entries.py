"""How everything is worked out, as entries to be read, searched and printed.

Words, counting rules and changes of method are the sections of ``docs/method``, one file
a language; indicators and rules of quality come from the headers of their files. So what
is read here is what the product does.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from imbang import formats, paths
from imbang.questions import indicators, rules
from imbang.reference.datasets import load_datasets
from imbang.texts import Language, _, language
from imbang.wording import indicator_names

SECTIONS = ("words", "rules", "indicators", "quality", "changes")
_HEADING = re.compile(r"(##|###) (.+) \{([\w-]+)\}")


@dataclass(frozen=True)
class Entry:
    """One thing explained: its name, sentences, facts by name, and the SQL itself."""

    key: str
    name: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    sql: str = field(default="", repr=False)

    def holds(self, wanted: str) -> bool:
        """Whether every word of ``wanted`` occurs in it, in any case."""
        said = " ".join([self.key, self.name, self.text, *(t for _n, t in self.facts)])
        return all(word in said.casefold() for word in wanted.casefold().split())


def section_name(section: str) -> str:
    """A section in words."""
    return {
        "words": _("Words"),
        "rules": _("Counting rules"),
        "indicators": _("Indicators"),
        "quality": _("Rules of data quality"),
        "changes": _("Changes of method"),
    }[section]


def entries() -> Mapping[str, tuple[Entry, ...]]:
    """All entries by section, in the language now spoken."""
    return {
        **written(language()),
        "indicators": tuple(_indicators()),
        "quality": tuple(_rules()),
    }


def found(wanted: str) -> Mapping[str, tuple[Entry, ...]]:
    """The entries that hold every word of ``wanted``; all of them without one."""
    everything = entries()
    return {
        section: tuple(one for one in everything[section] if one.holds(wanted))
        for section in SECTIONS
    }


@functools.cache
def written(spoken: Language) -> Mapping[str, tuple[Entry, ...]]:
    """The sections of ``docs/method`` in a language.

    ValueError for a line outside a section, so that nothing written is left out.
    """
    lines = (paths.METHOD / f"{spoken}.md").read_text("utf-8").splitlines()
    return {
        section: tuple(Entry(key, name, " ".join(text)) for key, name, text in found)
        for section, found in _sections(lines).items()
    }


def _sections(lines: Iterable[str]) -> dict[str, list[tuple[str, str, list[str]]]]:
    sections: dict[str, list[tuple[str, str, list[str]]]] = {}
    current: list[tuple[str, str, list[str]]] | None = None
    for line in lines:
        heading = _HEADING.fullmatch(line)
        if heading and heading[1] == "##":
            current = sections.setdefault(heading[3], [])
        elif heading and current is not None:
            current.append((heading[3], heading[2], []))
        elif line.strip() and not line.startswith("# "):
            if not current:
                raise ValueError(f"outside a section: {line}")
            current[-1][2].append(line.strip())
    return sections


def _indicators() -> Iterator[Entry]:
    titles = {key: dataset.title for key, dataset in load_datasets().items()}
    ordered = sorted(
        indicators.indicators().values(),
        key=lambda one: (indicators.CHAIN.index(one.chain_level), one.key),
    )
    names = {key: one.text("name") for key, one in indicators.indicators().items()}
    for one in ordered:
        facts = [
            (_("Key"), one.key),
            (_("Level of the chain"), indicator_names.chain_name(one.chain_level)),
            (_("Unit"), indicator_names.unit_name(one.unit)),
            (_("Numerator"), one.text("numerator")),
            (_("Denominator"), one.text("denominator")),
            (_("Better is"), direction_name(one.direction)),
            (_("From the datasets"), ", ".join(titles.get(s, s) for s in one.sources)),
            (
                _("No value below a denominator of"),
                formats.number(one.minimum_denominator),
            ),
            (
                _("Good from, fair from (attainment)"),
                " / ".join(f"{t:g} %" for t in one.thresholds),
            ),
            (_("Led by"), ", ".join(names.get(key, key) for key in one.led_by)),
            (_("Legal basis"), one.text("legal")),
        ]
        told = tuple((name, text) for name, text in facts if text)
        yield Entry(one.key, one.text("name"), one.text("meaning"), told, one.sql)


def direction_name(direction: str) -> str:
    """Which way is better, in words."""
    return {
        "up": _("more"),
        "down": _("less"),
        "near": _("nearer to the target"),
        "change": _("neither: a change that is told, not judged"),
    }[direction]


def _rules() -> Iterator[Entry]:
    from imbang.wording.findings import severity_name

    order = {severity: i for i, severity in enumerate(rules.SEVERITIES)}
    ordered = sorted(
        rules.rules().values(), key=lambda rule: (order[rule.severity], rule.name)
    )
    for rule in ordered:
        facts = (
            (_("Severity"), severity_name(rule.severity)),
            (_("Why it matters"), rule.text("why")),
            (_("How to mend it"), rule.text("mend")),
        )
        yield Entry(
            rule.name, rule.text("title"), rule.text("looks_for"), facts, rule.sql
        )
