-- The figure of every village, from its own reports; the levels above are added by
-- figures.upward.sql, so that the whole table holds each region's figure.
-- grain: one row per series, region and months [from_month, to_month);
-- period_to is the oldest and newest_period the newest last month that a part tells of;
-- parts_complete of parts_total regions directly below have a complete figure;
-- disagreeing_report is the direct report that the children's total took the place of,
-- where both tell of the same period and are not the same
with

reported as (
    select
        span.series_id,
        span.region_id,
        span.from_month,
        span.to_month,
        span.value,
        true as is_complete,
        span.period_from,
        span.period_to
    from intermediate.report_spans as span
    inner join staging.series as series using (series_id)
    where series.dataset <> 'pillar_counts'
    union all by name
    select * from intermediate.direct_reports
)

select
    report.series_id,
    report.region_id,
    report.from_month,
    report.to_month,
    cast(report.value as bigint) as value,
    report.is_complete,
    report.period_from,
    report.period_to,
    report.period_to as newest_period,
    cast(null as integer) as parts_complete,
    cast(null as integer) as parts_total,
    cast(null as bigint) as disagreeing_report
from reported as report
inner join reference.regions as region on report.region_id = region.region_id
where region.depth = 4
