"""What finding regions by name has to say: questions, warnings, and what was read."""

from __future__ import annotations

from collections.abc import Sequence

from imbang.formats import grouped
from imbang.intake.files.cells import Rows
from imbang.intake.layout.titles import offices_meant
from imbang.intake.places.answers import Naming
from imbang.intake.places.given import Places
from imbang.intake.places.named import Found, Named
from imbang.intake.places.own_names import is_named
from imbang.intake.report.log import Findings
from imbang.intake.report.results import Answer
from imbang.intake.values.columns import Codes, rows_of
from imbang.reference import levels, regions
from imbang.reference.likeness import OFFERED
from imbang.texts import _, plural


def tell(
    places: Places, area: str, namings: Sequence[Naming], numbers: Codes, rows: Rows
) -> None:
    """Tell of each combination what was read, and ask what is not clear.

    ``numbers`` says per row of ``rows`` which of the namings is its own.
    """
    by_name = 0
    for number, at in rows_of(numbers, range(len(namings))):
        found = namings[number].found
        if found is None:
            continue
        where = rows[at]
        for name in found.unread:
            _tell_unread(places.findings, name, found, where)
        for name in namings[number].others:
            _tell_other(places.findings, name, found, where)
        if found.how == "close":
            _tell_close(places.findings, found, where)
        elif found.code is None:
            _ask(places.findings, namings[number], found, where, area)
        by_name += found.code is not None
    if by_name:
        places.findings.add(
            "region_by_name",
            plural(
                "{n} region of {office} was found by its name.",
                "{n} regions of {office} were found by their names.",
                by_name,
                n=grouped(by_name),
                office=described(area),
            ),
            column=_own_heading(places),
            severity="info",
        )


def ask_for_office(places: Places) -> None:
    """Names alone do not say where to look for them; titles may say something like it."""
    above = range(1, int(places.rows[0]) + 1 if len(places.rows) else 1)
    titles = [" ".join(filter(None, places.sheet.row(row))) for row in above]
    places.findings.ask(
        "office",
        _(
            "Regions are given by name only, and nothing in the file says which office "
            "it is from. Write the office above the table, for example “Dinas Sosial "
            "Kota Banjarmasin”, or say which one it is."
        ),
        "office",
        column=_own_heading(places),
        offered=offices_meant(titles),
    )


def need_names(places: Places, rows: Rows) -> None:
    """BPS codes below the regency, and no name beside them that says the region."""
    places.findings.add_rows(
        "region",
        _(
            "Which region this BPS code means is not known, and no column names "
            "it. Expected a column “{column}”, or Kemendagri codes such as "
            "63.71.01.1001.",
            column="Nama Wilayah",
        ),
        rows.tolist(),
        column=places.heading,
    )


def described(code: str) -> str:
    """A region as a person knows it: 'Mantuil, Banjarmasin Selatan (63.71.01.1002)'."""
    known = regions.load()
    above = known.parent(code) if len(code) > 5 else None
    name = known.name(code) + (f", {known.name(above)}" if above else "")
    return f"{name} ({code})"


def _own_heading(places: Places) -> str:
    return places.headings.texts[places.positions("region_name")[-1]]


def _tell_close(findings: Findings, found: Found, rows: Rows) -> None:
    findings.add_rows(
        "region_misspelt",
        _(
            "“{name}” is read as {region}.",
            name=found.name.text,
            region=described(found.code or levels.NATION),
        ),
        rows.tolist(),
        column=found.name.heading,
        value=found.name.text,
        severity="info",
    )


def _tell_unread(findings: Findings, name: Named, found: Found, rows: Rows) -> None:
    if found.code is None:
        return  # the row is asked about as it is
    findings.add_rows(
        "region_name",
        _(
            "“{name}” is no region that is known there; the row is taken as {region}, "
            "by its other names.",
            name=name.text,
            region=described(found.code),
        ),
        rows.tolist(),
        column=name.heading or None,
        value=name.text,
        severity="warning",
    )


def _tell_other(findings: Findings, name: Named, found: Found, rows: Rows) -> None:
    if found.code is None or is_named(found.code, [name.text]):
        return
    findings.add_rows(
        "region_name",
        _(
            "“{name}” is of another level than the code; the code counts, and the row is "
            "taken as {region}.",
            name=name.text,
            region=described(found.code),
        ),
        rows.tolist(),
        column=name.heading,
        value=name.text,
        severity="warning",
    )


def _ask(
    findings: Findings, naming: Naming, found: Found, rows: Rows, area: str
) -> None:
    findings.ask(
        "region_unclear",
        _message(found, area),
        "region",
        naming.asked_as,
        rows=rows.tolist(),
        column=found.name.heading,
        value=found.name.text,
        offered=[Answer(code, described(code)) for code in found.offered[:OFFERED]],
        can_leave_out=True,
    )


def _message(found: Found, area: str) -> str:
    name, where = found.name.text, described(found.within or area)
    listed = "; ".join(described(code) for code in found.offered[:OFFERED])
    listed += " …" if len(found.offered) > OFFERED else ""
    above = {levels.level_of(code) for code in found.offered} <= {"regency", "province"}
    if found.how == "ambiguous" and above:
        return _(
            "In {where} {n} regions are called “{name}”: {regions}. Expected one: write "
            "“Kabupaten” or “Kota” before it, write its code, or say which is meant.",
            where=where,
            n=len(found.offered),
            name=name,
            regions=listed,
        )
    if found.how == "ambiguous":
        return _(
            "In {where} {n} regions are called “{name}”: {regions}. Expected one: "
            "{advice}, write its code, or say which is meant.",
            where=where,
            n=len(found.offered),
            name=name,
            regions=listed,
            advice=_telling_apart({*map(levels.level_of, found.offered)}),
        )
    if found.how == "elsewhere":
        return _(
            "“{name}” does not lie in {where}; of that name there is: {regions}. Say "
            "which is meant, or put the row right.",
            name=name,
            where=where,
            regions=listed,
        )
    return _not_known(name, where, listed)


def _telling_apart(called: set[levels.Level]) -> str:
    """How a file tells regions of one name apart, by their levels."""
    if called == {"village"}:
        return _("name its kecamatan in a column of its own")
    if called == {"district"}:
        return _("name its kabupaten or kota in a column of its own")
    if called == {"regency"}:
        return _("write “Kabupaten” or “Kota” before it")
    return _("say in the heading whether it is a desa, a kecamatan or a kabupaten")


def _not_known(name: str, where: str, listed: str) -> str:
    if listed:
        return _(
            "“{name}” is no region that is known in {where}; it may be: {regions}. Say "
            "which is meant, or put the name right.",
            name=name,
            where=where,
            regions=listed,
        )
    return _(
        "“{name}” is no region that is known in {where}, and none is called alike. "
        "Write its Kemendagri code, such as 63.71.01.1001, or put the name right.",
        name=name,
        where=where,
    )
