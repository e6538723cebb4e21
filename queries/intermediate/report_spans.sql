-- What each region has reported directly, and from when until when it stands: until
-- a later report of the kind, in whatever unit; two units of one month stand side by
-- side. Of two for the same month the lower office's counts, then the later.
-- previous_ is what was reported in the unit before, null where nothing was.
-- grain: one row per series, region and months [from_month, to_month)
with

latest as (
    select
        report.*,
        series.topic_id
    from staging.reports as report
    inner join staging.series as series using (series_id)
    inner join staging.submissions as submission using (submission_id)
    qualify row_number() over (
        partition by report.series_id, report.region_id, report.visible_month
        order by
            report.period_to desc,
            submission.office_depth desc,
            report.submission_id desc
    ) = 1
)

select
    series_id,
    region_id,
    submission_id,
    visible_month as from_month,
    coalesce(
        min(visible_month) over (
            partition by topic_id, region_id
            order by visible_month
            range between 1 following and unbounded following
        ),
        999999
    ) as to_month,
    value,
    period_from,
    period_to,
    lag(value) over reports as previous_value,
    lag(period_to) over reports as previous_period_to
from latest
window reports as (partition by series_id, region_id order by visible_month)
