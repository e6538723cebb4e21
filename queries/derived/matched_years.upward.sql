-- What the regions of one level have where they are not compared as a whole: the sums
-- of the regions below them.
-- grain: as matched_years.sql
-- for each $depth: 3, 2, 1, 0
with

matched as (
    select
        pair.*,
        region.depth,
        region.parent_id
    from derived.matched_years as pair
    inner join reference.regions as region on pair.region_id = region.region_id
    where region.depth in ($depth, $depth + 1)
),

-- where each pair ends, and the end of all time
ends as (
    select
        region_id,
        series_id,
        from_month,
        to_month
    from matched
    where depth = $depth
    union all
    select distinct
        parent_id as region_id,
        series_id,
        999999 as from_month,
        999999 as to_month
    from matched
    where depth = $depth + 1
),

-- the months in which a region is not compared as a whole
gaps as (
    select
        region_id,
        series_id,
        coalesce(
            lag(to_month) over (
                partition by region_id, series_id order by from_month, to_month
            ),
            0
        ) as gap_from,
        from_month as gap_to
    from ends
    qualify gap_from < gap_to
),

monthly as (
    select
        gap.region_id,
        gap.series_id,
        unnest([
            greatest(part.from_month, gap.gap_from), least(part.to_month, gap.gap_to)
        ]) as month,
        unnest([part.count, -part.count]) as count,
        unnest([part.before, -part.before]) as before,
        unnest([1, -1]) as parts
    from matched as part
    inner join gaps as gap
        on part.parent_id = gap.region_id and part.series_id = gap.series_id
    where
        part.depth = $depth + 1
        and part.from_month < gap.gap_to
        and gap.gap_from < part.to_month
),

changes as (
    select
        region_id,
        series_id,
        month,
        sum(count) as count,
        sum(before) as before,
        sum(parts) as parts
    from monthly
    group by all
    having sum(count) <> 0 or sum(before) <> 0 or sum(parts) <> 0
)

select
    region_id,
    series_id,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(count) over months as bigint) as count,
    cast(sum(before) over months as bigint) as before,
    false as is_whole
from changes
window months as (partition by region_id, series_id order by month)
qualify sum(parts) over months > 0
