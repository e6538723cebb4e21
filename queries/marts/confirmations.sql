-- Active rows of registers by how long ago they were confirmed: up to 6 months, up to
-- 12 (until then they are current), up to 24, longer, never.
-- grain: one row per region, kind, age (6, 12, 24, 99 months; null: never) and months
-- [from_month, to_month)
with

banded as (
    select
        region_id,
        kind,
        from_month as active_from,
        to_month as active_to,
        unnest(if(stale_month = 0, [null], [6, 12, 24, 99])) as age,
        unnest(
            if(
                stale_month = 0,
                [0],
                [0, stale_month - 6, stale_month, stale_month + 12]
            )
        ) as band_from,
        unnest(
            if(
                stale_month = 0,
                [999999],
                [stale_month - 6, stale_month, stale_month + 12, 999999]
            )
        ) as band_to
    from intermediate.active_rows
),

changes as (
    select
        above.ancestor_id as region_id,
        banded.kind,
        banded.age,
        unnest([
            greatest(banded.active_from, banded.band_from),
            least(banded.active_to, banded.band_to)
        ]) as month,
        unnest([1, -1]) as change
    from banded
    inner join reference.region_ancestors as above using (region_id)
    where banded.active_from < banded.band_to and banded.band_from < banded.active_to
),

monthly as (
    select
        region_id,
        kind,
        age,
        month,
        sum(change) as change
    from changes
    group by all
    having sum(change) <> 0
)

select
    region_id,
    kind,
    age,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as rows
from monthly
window months as (partition by region_id, kind, age order by month)
qualify rows > 0
order by kind, age, region_id, from_month
