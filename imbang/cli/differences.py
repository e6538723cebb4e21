"""The differences of two snapshots, told on the command line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import typer

from imbang.cli.terminal import say
from imbang.publishing.differences import Differences, Sent, compare
from imbang.questions import encoding
from imbang.refusals import Refusal
from imbang.settings import settings
from imbang.store.deliveries import Store
from imbang.texts import _


def tell(
    store: Store, before: str, after: str, asked: Mapping[str, Any], format: str
) -> None:
    """Print what changed from one snapshot to another.

    ``json`` is one object with all there is to tell; ``table`` and ``csv`` are the
    figures, with the rest in words beside them.
    """
    found = compare(store, before, after, **asked)
    if format == "json":
        typer.echo(json.dumps(_as_object(found), ensure_ascii=False, indent=1))
        return
    for line in _in_words(found):
        say(line)
    if found.figures is None:
        raise Refusal(_("Their figures cannot be compared by this version of Imbang."))
    sys.stdout.buffer.write(encoding.encode(_table(found), format))
    sys.stdout.buffer.flush()


def _table(found: Differences) -> Any:
    import pyarrow as pa

    return pa.Table.from_pandas(found.figures, preserve_index=False)


def _as_object(found: Differences) -> dict[str, Any]:
    return {
        "before": found.before,
        "after": found.after,
        "as_of": found.as_of,
        "figures": None if found.figures is None else _table(found).to_pylist(),
        "submissions": [_submission(one) for one in found.submissions],
        "settings": [
            {"key": key, "before": before, "after": after}
            for key, (before, after) in found.settings.items()
        ],
        "rules": list(found.rules),
    }


def _submission(one: Sent) -> dict[str, Any]:
    return {
        "what": one.what,
        "submission_id": one.submission.id,
        "dataset": one.submission.dataset,
        "office": one.submission.office,
        "period": str(one.submission.period),
        "replaces": one.before.id if one.before else None,
    }


def _in_words(found: Differences) -> Iterator[str]:
    for one in found.submissions:
        yield f"{_what(one.what)}: " + " ".join(
            [
                one.submission.id,
                one.submission.dataset,
                one.submission.office,
                str(one.submission.period),
            ]
        )
    for key, (before, after) in found.settings.items():
        yield _(
            "Setting {key}: {before} → {after}",
            key=key,
            before=settings.as_text(before) or "-",
            after=settings.as_text(after) or "-",
        )
    if found.rules:
        yield _("Reference data or the rules of counting changed in between.")


def _what(what: str) -> str:
    return {
        "added": _("Added"),
        "replaced": _("Took another's place"),
        "removed": _("No longer counts"),
    }[what]
