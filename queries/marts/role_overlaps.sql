-- People active in two kinds of pillars at once; whoever holds three is in three pairs.
-- grain: one row per region, pair of kinds (kind_a before kind_b) and months
-- [from_month, to_month)
with

changes as (
    select
        one.region_id,
        one.kind as kind_a,
        other.kind as kind_b,
        unnest([
            greatest(one.from_month, other.from_month),
            least(one.to_month, other.to_month)
        ]) as month,
        unnest([1, -1]) as change
    from intermediate.dual_people as one
    inner join intermediate.dual_people as other
        on
            one.region_id = other.region_id
            and one.person_id = other.person_id
            and one.kind < other.kind
            and one.from_month < other.to_month
            and one.to_month > other.from_month
),

monthly as (
    select
        region_id,
        kind_a,
        kind_b,
        month,
        sum(change) as change
    from changes
    group by all
    having sum(change) <> 0
)

select
    region_id,
    kind_a,
    kind_b,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    cast(sum(change) over months as integer) as persons
from monthly
window months as (partition by region_id, kind_a, kind_b order by month)
qualify persons > 0
order by region_id, kind_a, kind_b, from_month
