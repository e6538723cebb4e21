-- What villages add up to at the default norm: how many are known, how many in each
-- state, and what they lack. Running sums over the months in which one changes.
-- grain: one row per province, regency or district and months [from_month, to_month) in
-- which there is something; normless are villages without PSM where there is no norm
with

counted as (
    select
        region_id,
        from_month,
        to_month,
        1 as known,
        cast(state = 'short' as integer) as short,
        cast(shortage is null as integer) as normless,
        excess,
        if(state = 'no_psm', shortage, 0) as shortage_no_psm,
        if(state = 'short', shortage, 0) as shortage_short
    from derived.village_standings
    union all by name
    select
        region_id,
        from_month,
        to_month,
        1 as no_psm
    from marts.pillar_figures
    where kind = 'psm' and active = 0
),

changes as (
    select
        * exclude (from_month, to_month),
        unnest([from_month, to_month]) as month,
        unnest([1, -1]) as sign
    from counted
),

monthly as (
    select
        above.ancestor_id as region_id,
        village.month,
        coalesce(sum(village.sign * village.known), 0) as known,
        coalesce(sum(village.sign * village.no_psm), 0) as no_psm,
        coalesce(sum(village.sign * village.short), 0) as short,
        coalesce(sum(village.sign * village.normless), 0) as normless,
        coalesce(sum(village.sign * village.excess), 0) as excess,
        coalesce(sum(village.sign * village.shortage_no_psm), 0) as shortage_no_psm,
        coalesce(sum(village.sign * village.shortage_short), 0) as shortage_short
    from changes as village
    inner join reference.regions as region on village.region_id = region.region_id
    inner join reference.region_ancestors as above
        on village.region_id = above.region_id
    where region.depth = 4 and above.ancestor_depth between 1 and 3
    group by all
    having
        known <> 0 or no_psm <> 0 or short <> 0 or normless <> 0 or excess <> 0
        or shortage_no_psm <> 0 or shortage_short <> 0
),

summed as (
    select
        region_id,
        month as from_month,
        lead(month, 1, 999999) over months as to_month,
        cast(sum(known) over months as integer) as known,
        cast(sum(no_psm) over months as integer) as no_psm,
        cast(sum(short) over months as integer) as short,
        cast(sum(normless) over months as integer) as normless,
        sum(excess) over months as excess,
        cast(sum(shortage_no_psm) over months as bigint) as shortage_no_psm,
        cast(sum(shortage_short) over months as bigint) as shortage_short
    from monthly
    window months as (partition by region_id order by month)
)

select * from summed
where from_month < to_month and (known > 0 or no_psm > 0)
