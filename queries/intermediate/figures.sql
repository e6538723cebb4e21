-- The figure of every village, from its own reports; the levels above are added by
-- figures.upward.sql, so that the whole table holds each region's figure.
-- grain: one row per dataset, kind, unit, region and months [from_month, to_month);
-- period_to is the oldest and newest_period the newest last month that a part tells of;
-- parts_complete of parts_total regions directly below have a complete figure;
-- disagreeing_report is the direct report that the children's total took the place of,
-- where both tell of the same period and are not the same
select
    report.dataset,
    report.kind,
    report.unit,
    report.region_id,
    report.from_month,
    report.to_month,
    cast(report.value as bigint) as value,
    report.is_complete,
    true as is_direct,
    report.period_from,
    report.period_to,
    report.period_to as newest_period,
    cast(null as integer) as parts_complete,
    cast(null as integer) as parts_total,
    cast(null as bigint) as disagreeing_report
from intermediate.direct_reports as report
inner join reference.regions as region on report.region_id = region.region_id
where region.depth = 4
