-- The months in which something counts for a finding, each month once.
-- grain: one row per finding, item and months [from_month, to_month)
with

reached as (
    select
        finding_id,
        rule,
        severity,
        dataset,
        region_id,
        detail,
        is_counted,
        item,
        from_month,
        to_month,
        max(to_month) over (
            partition by finding_id, detail, item
            order by from_month, to_month
            rows between unbounded preceding and 1 preceding
        ) as reached_month
    from (
        select distinct * exclude (submission_id, sheet, row)
        from derived.offending
    ) as offending
),

numbered as (
    select
        *,
        count(*) filter (where reached_month is null or from_month > reached_month)
            over (
                partition by finding_id, detail, item
                order by from_month, to_month
                rows between unbounded preceding and current row
            ) as island
    from reached
)

select
    finding_id,
    rule,
    severity,
    dataset,
    region_id,
    detail,
    is_counted,
    item,
    min(from_month) as from_month,
    max(to_month) as to_month
from numbered
group by
    finding_id, rule, severity, dataset, region_id, detail, is_counted, item, island
