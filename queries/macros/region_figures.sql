-- PMKS and active PSM as of a month: of every region in an area, and of all regions
-- down to a depth, because norms and verdicts rest on them.
-- grain: one row per region, reported or not
-- low_id to high_id: the area; as_of: month index; counted_kinds: the PPKS kinds
-- counted, null for those of the settings
-- peer_depth: regions down to this depth are there wherever they lie, null for none
create macro region_figures(
    low_id, high_id, peer_depth, as_of, counted_kinds
) as table (
    with

    wanted as (
        select
            region_id,
            depth,
            last_id,
            province_id,
            regency_id,
            district_id
        from reference.regions
        where region_id between low_id and high_id or depth <= peer_depth
    ),

    chosen as (
        select
            need.region_id,
            sum(need.count) filter (where need.unit = 'person') as ppks_persons,
            sum(need.count) filter (where need.unit = 'family') as ppks_families,
            bool_and(need.is_complete) filter (where need.unit = 'person')
                as is_complete,
            min(need.period_to) filter (where need.unit = 'person') as period
        from marts.needs as need
        semi join wanted using (region_id)
        where
            counted_kinds is not null
            and list_contains(counted_kinds, need.kind)
            and need.from_month <= as_of
            and need.to_month > as_of
        group by all
    ),

    ppks as (
        select * from chosen
        union all by name
        select * exclude (from_month, to_month)
        from marts.ppks
        where
            counted_kinds is null
            and from_month <= as_of
            and to_month > as_of
    ),

    psm as (
        select
            region_id,
            active as psm_active,
            counts_only as psm_counts_only,
            is_complete as psm_is_complete,
            period as psm_period
        from marts.pillar_figures
        where kind = 'psm' and from_month <= as_of and to_month > as_of
    )

    select
        wanted.*,
        cast(ppks.ppks_persons as bigint) as ppks_persons,
        cast(ppks.ppks_families as bigint) as ppks_families,
        ppks.is_complete as ppks_is_complete,
        ppks.period as ppks_period,
        psm.psm_active,
        psm.psm_counts_only,
        psm.psm_is_complete,
        psm.psm_period
    from wanted
    left join ppks using (region_id)
    left join psm using (region_id)
)
