"""Loading a file of boundaries: read, matched with the regions, told, kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from imbang.geometry.boundaries import keep_shapes
from imbang.geometry.shape_files import BoundaryError, clean, read_table, united
from imbang.intake.outlines.fields import Fields, read_fields
from imbang.intake.outlines.matching import Matching, are_codes_of_bps, clashes, match
from imbang.intake.outlines.report import BoundaryReport, called
from imbang.reference import levels, regions
from imbang.refusals import Misuse
from imbang.texts import _

if TYPE_CHECKING:
    from geopandas import GeoSeries

__all__ = ["BoundaryError", "BoundaryReport", "load_boundaries"]

_SHOWN = 3


def load_boundaries(
    store: Path, file: Path, code_field: str | None = None, region: str | None = None
) -> BoundaryReport:
    """Take the polygons of ``file`` into ``store``; codes are in ``code_field``.

    GeoJSON, GeoPackage, Shapefile or GeoParquet, one level or several, any coordinate
    system. Without ``code_field`` the field of codes is found, or names are taken, those
    of no regency within ``region``. BoundaryError when the file cannot be read, has no
    such field, holds other shapes than polygons, no code is known, or one code stands at
    areas of different names; the store is then as before.
    """
    table = read_table(file)
    fields = read_fields(table, table.geometry.name)
    if code_field is not None and code_field not in fields.texts:
        raise BoundaryError(_no_field(file, fields, code_field))
    within = levels.NATION if region is None else regions.load().code_for(region)
    if within is None:
        raise Misuse(_("{text} is no region's code.", text=region))
    chosen, notes = _field_of_codes(fields, code_field)
    of_bps = chosen is not None and are_codes_of_bps(fields, chosen)
    matching = match(fields, chosen, within, of_bps=of_bps)
    if why_not := _why_not(fields, chosen, matching, of_bps=of_bps):
        raise BoundaryError(f"{file.name}: {why_not}")
    if of_bps:
        notes.append(_("The codes in field “{field}” are those of BPS.", field=chosen))
    shapes = table.geometry.set_axis(matching.regions)
    cleaned = clean(shapes[shapes.index.notna()], file)
    areas = Counter(cleaned.index)
    found = Counter(code for code in matching.regions if code)
    _keep(store, cleaned, file)
    return BoundaryReport(
        matched=tuple(sorted(areas)),
        missing=_missing(areas),
        unknown=tuple(sorted(set(matching.unknown))),
        provinces=tuple(sorted({levels.ancestor(code, "province") for code in areas})),
        notes=tuple(notes),
        named=matching.named,
        united={code: n for code, n in sorted(areas.items()) if n > 1},
        apart=tuple(matching.apart),
        shapeless=tuple(called(code) for code in sorted(found - areas)),
    )


def _keep(store: Path, shapes: GeoSeries, file: Path) -> None:
    import shapely

    try:
        keep_shapes(store, united(shapes))
    except shapely.errors.ShapelyError as error:
        raise BoundaryError(
            _(
                "{file} has a shape that cannot be drawn: {reason}",
                file=file.name,
                reason=error,
            )
        ) from error


def _field_of_codes(fields: Fields, said: str | None) -> tuple[str | None, list[str]]:
    """The field whose codes are taken, and what is to be told of the choice.

    That is the one said, unless its codes are BPS' and another has Kemendagri's.
    """
    best = fields.with_codes()
    if said is None:
        what = (
            _("Codes are taken from field “{field}”.", field=best)
            if best
            else _("The file has no codes; regions are found by their names.")
        )
        return best, [what]
    if (
        best is None
        or best == said
        or not are_codes_of_bps(fields, said)
        or are_codes_of_bps(fields, best)
    ):
        return said, []
    return best, [
        _(
            "The codes in field “{field}” are those of BPS; taken are those of Kemendagri in field “{other}”.",
            field=said,
            other=best,
        )
    ]


def _missing(areas: Iterable[str]) -> tuple[str, ...]:
    """The regions of the same provinces and levels that the file lacks."""
    known, matched = regions.load(), set(areas)
    touched = {
        (levels.ancestor(code, "province"), known.level(code)) for code in matched
    }
    return tuple(
        sorted(
            code
            for province, level in touched
            for code in known.below(province, level)
            if code not in matched
        )
    )


def _why_not(
    fields: Fields, chosen: str | None, matching: Matching, *, of_bps: bool
) -> str | None:
    """Why nothing of a file can be taken; None where something can."""
    found = ", ".join(sorted(set(matching.unknown))[:_SHOWN]) or "–"
    by_code = sum(code is not None for code in matching.regions) - len(matching.by_name)
    if len(matching.apart) > by_code:
        return _(
            "the names do not fit the codes in field “{field}”, for example {found}. Expected codes of Kemendagri.",
            field=chosen,
            found="; ".join(matching.apart[:_SHOWN]),
        )
    if different := clashes(fields, matching):
        return (
            "; ".join(
                _(
                    "code {region} stands at areas of different names ({names})",
                    region=called(code),
                    names=", ".join(f"“{name}”" for name in names[:_SHOWN]),
                )
                for code, names in list(different.items())[:_SHOWN]
            )
            + ". "
            + _("Each area needs its own code.")
        )
    if any(matching.regions):
        return None
    if of_bps:
        return _(
            "the codes in field “{field}” are those of BPS (found: {found}), which differ from Kemendagri's below the regency. Expected Kemendagri codes such as 63.71.01.1001, or fields with the names of village, district and regency.",
            field=chosen,
            found=found,
        )
    if chosen is None and matching.unknown:
        return _(
            "the file has names (found: {found}) but no codes, and they say no region. Where they do not name their regency, say which it is with --region, for example --region 63.71.",
            found=found,
        )
    if chosen is None:
        return _(
            "no field has codes or names of regions (fields: {fields}). Expected Kemendagri codes such as 63.71.01.1001, or names of village, district and regency.",
            fields=", ".join(fields.texts),
        )
    return _(
        "no code in field “{field}” is a known region code (found: {found}). Expected Kemendagri codes such as 63.71.01.1001.",
        field=chosen,
        found=found,
    )


def _no_field(file: Path, fields: Fields, name: str) -> str:
    return _(
        "{file} has no field “{field}”. Its fields are: {fields}.",
        file=file.name,
        field=name,
        fields=", ".join(fields.texts),
    )
