-- The regions of an area whose office has a register in force without a kind that some
-- indicator is about: it is not collected there.
-- grain: one row per region and kind
-- low_id to high_id: the regions; at_level: their level; as_of: month index
create macro missing_kinds(low_id, high_id, at_level, as_of) as table (
    with

    asked as (
        select
            region_id,
            [0, province_id, regency_id, district_id]
                as above
        from reference.regions
        where
            region_id between low_id and high_id
            and level = at_level
    ),

    -- a region and all that it is part of: found by number, not by range
    around as (
        select
            region_id,
            unnest(list_append(above, region_id)) as office_id
        from asked
    ),

    registered as (
        select distinct around.region_id
        from around
        semi join register_offices(as_of) using (office_id)
    ),

    held as (
        select
            region_id,
            kind
        from marts.pillar_figures
        semi join asked using (region_id)
        where
            region_id between low_id and high_id
            and from_month <= as_of
            and as_of < to_month
    )

    select distinct
        registered.region_id,
        indicator.kind
    from registered
    inner join reference.indicators as indicator on indicator.kind is not null
    anti join held
        on
            registered.region_id = held.region_id
            and indicator.kind = held.kind
)
