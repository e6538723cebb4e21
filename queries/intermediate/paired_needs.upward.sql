-- What the regions of one level have: each by itself in the months in which it is
-- reported whole, in others what the regions below it have; never one inside another.
-- grain: as paired_needs.sql
-- for each $depth: 3, 2, 1, 0
with

own as (
    select * from intermediate.paired_needs
    where is_own and depth = $depth
),

below as (
    select
        pair.* exclude (region_id),
        if($depth = 3, region.region_id, region.parent_id) as region_id
    from intermediate.paired_needs as pair
    inner join reference.regions as region on pair.region_id = region.region_id
    where not pair.is_own and pair.depth = $depth + 1
),

runs as (
    select distinct
        region_id,
        series_id,
        beside_from,
        beside_to
    from own
),

pieces as (
    select
        *,
        1 as sign
    from own
    union all by name
    select
        *,
        1 as sign
    from below
    -- both months in those in which the region is whole: not what is below it
    union all by name
    select
        below.* replace (
            greatest(below.beside_from, beside.beside_from) as beside_from,
            least(below.beside_to, beside.beside_to) as beside_to,
            greatest(below.from_month, run.beside_from) as from_month,
            least(below.to_month, run.beside_to) as to_month
        ),
        -1 as sign
    from below
    inner join runs as beside using (region_id, series_id)
    inner join runs as run using (region_id, series_id)
    where
        below.beside_from < beside.beside_to
        and beside.beside_from < below.beside_to
        and below.from_month < run.beside_to
        and run.beside_from < below.to_month
),

changes as (
    select
        region_id,
        series_id,
        beside_from,
        beside_to,
        month,
        sum(sign * count) as count,
        sum(sign * villages) as villages
    from (
        select
            * exclude (from_month, to_month, sign),
            unnest([from_month, to_month]) as month,
            unnest([sign, -sign]) as sign
        from pieces
    ) as moved
    group by all
    having sum(sign * count) <> 0 or sum(sign * villages) <> 0
),

summed as (
    select
        region_id,
        series_id,
        beside_from,
        beside_to,
        month as from_month,
        lead(month, 1, 999999) over months as to_month,
        cast(sum(count) over months as bigint) as count,
        cast(sum(villages) over months as bigint) as villages
    from changes
    window months as (
        partition by region_id, series_id, beside_from, beside_to order by month
    )
)

select
    *,
    $depth as depth,
    false as is_own
from summed
where count <> 0 or villages <> 0
