"""Questions: what pages and the command line ask of the current snapshot.

A question is one file of ``queries/pages/``. Its header says what it answers, its grain
and its parameters, one a line: ``-- $name (type[, optional]): what it means``. Where it
says ``-- reads: notes``, the relation ``notes`` holds what people noted on findings;
where ``-- reads: acceptance``, that of this name who accepted which submission when;
``-- reads: today`` says that the answer depends on the day. What SQL cannot work out is
made from its rows by a function of `imbang.questions.steps`, which ``-- then: name`` names.
``-- ready: name`` names a macro instead of which ``ready_name`` is read where the norm and
kinds are the usual ones: it gives the same from what publishing made ready. Beside its
parameters, SQL may take the numbers of a region ``$region``: ``$region_id`` to
``$region_last_id``. ``-- needs: findings`` or ``names`` says which right of
`imbang.access.rights` it takes besides that to figures: its rows are then those of
``region_code`` in the regions in which whoever asks holds it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imbang import paths
from imbang.access.rights import Right
from imbang.questions.headers import read_header
from imbang.questions.parameters import Parameter, read_value
from imbang.refusals import Misuse
from imbang.texts import _

if TYPE_CHECKING:
    pass

_PARAMETER = re.compile(r"\$(\w+) \((\w+)(, optional)?\): (.+)")
_VALUE = re.compile(r"\$(\w+)")
_FIELDS = ("grain", "needs", "reads", "then", "ready")


@dataclass(frozen=True)
class Question:
    """One file of ``queries/pages/``."""

    name: str
    purpose: str
    grain: str
    parameters: tuple[Parameter, ...]
    sql: str
    reads: str
    then: str
    ready: str
    needs: Right = Right.FIGURES

    @functools.cached_property
    def ready_sql(self) -> str:
        """The SQL where norm and kinds are the usual ones."""
        if not self.ready:
            return self.sql
        return re.sub(rf"\b{self.ready}\(", f"ready_{self.ready}(", self.sql)

    @functools.cached_property
    def takes(self) -> frozenset[str]:
        """The values that the SQL itself takes; others are for what comes then."""
        lines = (line for line in self.sql.splitlines() if not line.startswith("--"))
        return frozenset(_VALUE.findall("\n".join(lines)))

    @property
    def depends_on_now(self) -> bool:
        """Whether the answer of one snapshot changes, with what people keep or the day."""
        return bool(self.reads)


@functools.cache
def questions() -> Mapping[str, Question]:
    """Every question there is, by name."""
    return {
        path.stem: read_question(path)
        for path in sorted((paths.QUERIES / "pages").glob("*.sql"))
    }


def read_question(path: Path) -> Question:
    """The question in a file; ValueError when its header lacks purpose or grain."""
    sql = path.read_text("utf-8")
    purpose, fields, parameters = read_header(sql, _FIELDS)
    if not purpose or "grain" not in fields:
        raise ValueError(f"{path}: the header lacks its purpose or its grain")
    return Question(
        name=path.stem,
        purpose=purpose,
        grain=fields["grain"],
        parameters=tuple(
            Parameter(match[1], match[2], bool(match[3]), match[4])
            for text in parameters
            if (match := _PARAMETER.fullmatch(text))
        ),
        sql=sql,
        reads=fields.get("reads", ""),
        then=fields.get("then", ""),
        ready=fields.get("ready", ""),
        needs=Right(fields.get("needs", Right.FIGURES)),
    )


def describe() -> str:
    """All questions with their parameters, for the terminal."""
    lines = []
    for question in questions().values():
        lines.append(f"{question.name}: {question.purpose}")
        lines.append(f"    {question.grain}")
        for one in question.parameters:
            name = f"[{one.name}]" if one.is_optional else one.name
            lines.append(f"    {name} ({one.type}): {one.meaning}")
    return "\n".join(lines)


def bind(question: Question, given: Mapping[str, object]) -> dict[str, Any]:
    """The values that the question's SQL takes, from parameters given as text."""
    known = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - known):
        raise Misuse(
            _(
                "{question} has no parameter {names}. It has: {known}.",
                question=question.name,
                names=", ".join(unknown),
                known=", ".join(sorted(known)),
            )
        )
    values: dict[str, Any] = {}
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if value is None and not parameter.is_optional:
            raise Misuse(
                _(
                    "{question} needs {name}: {meaning}.",
                    question=question.name,
                    name=parameter.name,
                    meaning=parameter.meaning,
                )
            )
        values |= read_value(parameter, value)
    return values
