-- The regions of an area whose office has a register in force, of whatever kinds.
-- grain: one row per region
-- area: region code; at_level: level of the regions; as_of: month index
create macro register_senders(area, at_level, as_of) as table (
    select distinct region.region_id
    from marts.collected_kinds as office
    inner join marts.regions as region
        on region.region_id between office.office_id and office.last_id
    inner join marts.regions as whole
        on region.region_id between whole.region_id and whole.last_id
    where
        whole.code = area
        and region.level = at_level
        and office.dataset = 'pillars'
        and office.kind is null
        and office.from_month <= as_of
        and as_of < office.to_month
)
