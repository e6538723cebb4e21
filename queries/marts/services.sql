-- Whether a regency has an SLRT, and its SIKS-NG operators: as last reported, of
-- offices that reported the same month the lower one's.
-- grain: one row per regency and months [from_month, to_month)
with

latest as (
    select sent.*
    from staging.services as sent
    inner join staging.submissions as submission using (submission_id)
    qualify row_number() over (
        partition by sent.region_id, sent.period_to
        order by submission.office_depth desc, sent.submission_id desc
    ) = 1
)

select
    region_id,
    has_slrt,
    operators_persons,
    period_to as from_month,
    lead(period_to, 1, 999999) over (
        partition by region_id order by period_to
    ) as to_month
from latest
order by region_id, from_month
