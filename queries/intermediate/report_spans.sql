-- What each region has reported directly, and from when until when it stands: until
-- a later report. Of two for the same month the lower office's counts, then the later.
-- previous_ is what stood before, null where nothing did.
-- grain: one row per dataset, kind, unit, region and months [from_month, to_month)
with

latest as (
    select report.*
    from staging.reports as report
    inner join staging.submissions as submission using (submission_id)
    qualify row_number() over (
        partition by
            report.dataset, report.kind, report.unit,
            report.region_id, report.visible_month
        order by
            report.period_to desc,
            submission.office_depth desc,
            report.submission_id desc
    ) = 1
)

select
    dataset,
    kind,
    unit,
    region_id,
    visible_month as from_month,
    lead(visible_month, 1, 999999) over reports as to_month,
    value,
    period_from,
    period_to,
    lag(value) over reports as previous_value,
    lag(period_to) over reports as previous_period_to
from latest
window
    reports as (
        partition by dataset, kind, unit, region_id order by visible_month
    )
