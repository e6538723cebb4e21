-- PMKS and active PSM of every region that has either, as of a month.
-- grain: one row per region
-- as_of: month index; counted_kinds: the PPKS kinds counted
create macro region_figures(as_of, counted_kinds) as table (
    with

    ppks as (
        select
            region_id,
            sum(count) filter (
                where unit = 'person' and list_contains(counted_kinds, kind)
            ) as ppks_persons,
            sum(count) filter (
                where unit = 'family' and list_contains(counted_kinds, kind)
            ) as ppks_families,
            bool_and(is_complete) filter (
                where unit = 'person' and list_contains(counted_kinds, kind)
            ) as ppks_is_complete,
            min(period_to) filter (
                where unit = 'person' and list_contains(counted_kinds, kind)
            ) as ppks_period
        from marts.needs
        where from_month <= as_of and as_of < to_month
        group by all
    ),

    psm as (
        select
            region_id,
            active as psm_active,
            counts_only as psm_counts_only,
            is_complete as psm_is_complete,
            period as psm_period
        from marts.pillar_figures
        where kind = 'psm' and from_month <= as_of and as_of < to_month
    )

    select
        region_id,
        cast(ppks.ppks_persons as bigint) as ppks_persons,
        cast(ppks.ppks_families as bigint) as ppks_families,
        ppks.ppks_is_complete,
        ppks.ppks_period,
        psm.psm_active,
        psm.psm_counts_only,
        psm.psm_is_complete,
        psm.psm_period
    from ppks
    full join psm using (region_id)
)
