-- Whether a regency has an SLRT, as last reported; of two reports for the same month
-- the lower office's counts, then the later.
-- grain: one row per regency and months [from_month, to_month)
with

latest as (
    select
        sent.region_id,
        sent.period_to,
        sent.has_slrt
    from staging.services as sent
    inner join staging.submissions as submission using (submission_id)
    inner join marts.regions as regency on sent.region_id = regency.region_id
    where sent.has_slrt is not null and regency.level = 'regency'
    qualify row_number() over (
        partition by sent.region_id, sent.period_to
        order by submission.office_depth desc, sent.submission_id desc
    ) = 1
)

select
    region_id,
    has_slrt,
    period_to as from_month,
    lead(period_to, 1, 999999) over (
        partition by region_id order by period_to
    ) as to_month
from latest
