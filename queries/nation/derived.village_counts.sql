-- What is known of all villages: what is known of those of each province together.
-- grain: as derived.village_counts
with

monthly as (
    select
        question,
        month,
        sum(sign * known) as known,
        sum(sign * so) as so
    from (
        select
            question,
            known,
            so,
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as sign
        from parts.village_counts
    ) as changes
    group by all
    having sum(sign * known) <> 0 or sum(sign * so) <> 0
)

select
    question,
    0 as region_id,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(known) over months as integer) as known,
    cast(sum(so) over months as integer) as so
from monthly
window months as (partition by question order by month)
qualify sum(known) over months > 0
