-- People among active PSM: trained (skilled), of whom lists of participants tell
-- (listed), named in a bimtek of this year (trained_this_year).
-- grain: one row per region, step and months [from_month, to_month)
with

monthly as (
    select
        region_id,
        step,
        month,
        sum(change) as change
    from (
        select
            region_id,
            step,
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as change
        from intermediate.person_steps
        where kind = 'psm' and step in ('skilled', 'listed', 'trained_this_year')
    ) as changes
    group by all
    having sum(change) <> 0
)

select
    region_id,
    step,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, step order by month)
qualify persons > 0
