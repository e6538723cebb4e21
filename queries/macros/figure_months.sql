-- Which month does what is told of each village rest on: its own figure, else that of
-- its district or regency where it is whole; the oldest of those added up. Coverage
-- rests on both PMKS and PSM.
-- grain: one row per dataset (ppks, pillars, coverage, cases, verification) and month
-- low_id to high_id: the area; as_of: month index
create macro figure_months(low_id, high_id, as_of) as table (
    with

    villages as (
        select
            region_id,
            district_id,
            regency_id
        from reference.regions
        where region_id between low_id and high_id and depth = 4
    ),

    above as (
        select distinct
            district_id,
            unnest([district_id, regency_id]) as place_id
        from villages
    ),

    telling as (
        select region_id from villages
        union
        select place_id from above
    ),

    told as (
        select
            'ppks' as dataset,
            region_id,
            is_complete,
            period
        from marts.ppks
        semi join telling using (region_id)
        where ppks_persons is not null and from_month <= as_of and as_of < to_month
        union all by name
        select
            'pillars' as dataset,
            region_id,
            is_complete,
            period
        from marts.pillar_figures
        semi join telling using (region_id)
        where kind = 'psm' and from_month <= as_of and as_of < to_month
        union all by name
        select
            dataset,
            region_id,
            bool_and(is_complete) as is_complete,
            min(period_to) as period
        from marts.flows
        semi join telling using (region_id)
        where
            dataset in ('cases', 'verification')
            and from_month <= as_of
            and as_of < to_month
        group by all
    ),

    own as (
        select
            region_id,
            dataset,
            period as month
        from told
        semi join villages using (region_id)
    ),

    -- the lowest that tells of a district's villages
    given as (
        select
            above.district_id,
            told.dataset,
            max_by(told.period, told.region_id) as month
        from above
        inner join told on above.place_id = told.region_id
        where told.is_complete
        group by all
    ),

    rested as (
        select * from own
        union all by name
        select
            villages.region_id,
            given.dataset,
            given.month
        from villages
        inner join given on villages.district_id = given.district_id
        anti join own
            on villages.region_id = own.region_id and given.dataset = own.dataset
    ),

    counted as (
        select
            region_id,
            'coverage' as dataset,
            min(month) as month
        from rested
        where dataset in ('ppks', 'pillars')
        group by region_id
        union all by name
        select * from rested
    )

    select
        dataset,
        month,
        count(*) as villages
    from counted
    group by all
)
