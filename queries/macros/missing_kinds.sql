-- The regions of an area whose office has a register in force without a kind that some
-- indicator is about: it is not collected there.
-- grain: one row per region and kind
-- area: region code; at_level: level of the regions; as_of: month index
create macro missing_kinds(area, at_level, as_of) as table (
    select distinct
        region.region_id,
        indicator.kind
    from register_offices(as_of) as office
    inner join reference.regions as region
        on region.region_id between office.office_id and office.last_id
    inner join reference.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    inner join reference.indicators as indicator on indicator.kind is not null
    left join marts.pillar_figures as held
        on
            region.region_id = held.region_id
            and indicator.kind = held.kind
            and held.from_month <= as_of
            and as_of < held.to_month
    where
        whole.code = area
        and region.level = at_level
        and held.region_id is null
)
