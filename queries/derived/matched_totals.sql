-- Needs in persons that are reported whole both in a month and a year before, all kinds
-- together.
-- grain: one row per region and months [from_month, to_month); complete where the
-- region itself is compared in every kind
with

changes as (
    select
        region_id,
        month,
        sum(sign * count) as count,
        sum(sign * before) as before,
        sum(sign) as kinds,
        coalesce(sum(sign) filter (where not is_whole), 0) as lacking
    from (
        select
            * exclude (from_month, to_month),
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as sign
        from derived.matched_years
    ) as matched
    group by all
)

select
    region_id,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(count) over months as bigint) as count,
    cast(sum(before) over months as bigint) as before,
    sum(lacking) over months = 0 as is_complete
from changes
window months as (partition by region_id order by month)
qualify sum(kinds) over months > 0
