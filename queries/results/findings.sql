-- What the rules of queries/checks found, with the months in which it holds.
-- grain: one row per finding and months [from_month, to_month); detail is a JSON object
-- of the rule's values, with count where the rule counts something; since_month is when
-- it began to hold without a break, is_lasting whether it will hold until something
-- changes, in these months or later ones
with

changes as (
    select
        finding_id,
        rule,
        severity,
        dataset,
        region_id,
        detail,
        is_counted,
        unnest([from_month, to_month]) as month,
        unnest([1, -1]) as change
    from derived.finding_items
),

monthly as (
    select
        * exclude (change),
        sum(change) as change
    from changes
    group by all
    having sum(change) <> 0
),

summed as (
    select
        * exclude (change),
        cast(sum(change) over months as integer) as count,
        lead(month, 1, 999999) over months as to_month
    from monthly
    window months as (partition by finding_id, detail order by month)
),

runs as (
    select
        *,
        count(*) filter (where month is distinct from last_month) over (
            partition by finding_id order by month
        ) as run
    from (
        select
            *,
            lag(to_month) over (partition by finding_id order by month) as last_month
        from summed
        where count > 0
    ) as standing
)

select
    finding_id,
    rule,
    severity,
    dataset,
    region_id,
    month as from_month,
    to_month,
    cast(
        if(
            is_counted,
            json_merge_patch(detail, to_json({ 'count': count })),
            detail
        ) as text
    ) as detail,
    min(month) over (partition by finding_id, run) as since_month,
    max(to_month) over (partition by finding_id) = 999999 as is_lasting
from runs
order by region_id, rule, finding_id, month
