"""Rights, and the roles that hold them: a role is one row of `ROLES`."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """What a person may do. Those of `REGIONAL` hold in the region of a role alone."""

    FIGURES = "figures"
    """See figures: pages, questions, files of counts."""
    FINDINGS = "findings"
    """See findings of data quality, and note on them."""
    NAMES = "names"
    """See names and contacts of people in registers."""
    IMPORT = "import"
    """Check and import files of offices, and withdraw them."""
    APPROVE = "approve"
    """Accept what an office sent for a period, and reopen it."""
    PLAN = "plan"
    """Keep scenarios, workloads, saved views and norms by name."""
    DECIDE = "decide"
    """Keep decisions of meetings, and what stood on papers."""
    PUBLISH = "publish"
    """Make a snapshot of what was imported."""
    SETTINGS = "settings"
    """Set what holds for the office: norm, kinds, reports, letterhead, events, boundaries."""
    PEOPLE = "people"
    """Give roles to people; read who saw names."""
    GO_BACK = "go_back"
    """Go back to an earlier snapshot, take the sample out."""


REGIONAL = frozenset({Right.FINDINGS, Right.NAMES, Right.IMPORT, Right.APPROVE})


class Role(StrEnum):
    """What a person is to the office."""

    VIEWER = "viewer"
    PLANNER = "planner"
    OFFICER = "officer"
    HEAD = "head"
    ADMINISTRATOR = "administrator"


ROLES: dict[Role, frozenset[Right]] = {
    Role.VIEWER: frozenset({Right.FIGURES}),
    Role.PLANNER: frozenset({Right.FIGURES, Right.PLAN}),
    Role.OFFICER: frozenset(
        {Right.FIGURES, Right.FINDINGS, Right.NAMES, Right.IMPORT, Right.PUBLISH}
    ),
    Role.HEAD: frozenset(
        {Right.FIGURES, Right.FINDINGS, Right.APPROVE, Right.DECIDE, Right.PLAN}
    ),
    Role.ADMINISTRATOR: frozenset(
        {Right.FIGURES, Right.SETTINGS, Right.PEOPLE, Right.GO_BACK, Right.PUBLISH}
    ),
}
