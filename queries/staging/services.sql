-- SLRT and SIKS-NG: whether there is one, operators (stocks), and referrals (flows).
-- grain: one row per submission, regency and period
-- flow (cumulative, monthly) says what the figures cover: from_month, January of the
-- year or the period's first month, to period_to; a blank figure is null
select
    sent.submission_id,
    submission.office_id,
    region.region_id,
    sent.period_from,
    sent.period_to,
    coalesce(sent.flow, 'cumulative') as flow,
    case
        when sent.flow = 'monthly' then sent.period_from
        else 12 * (sent.period_to // 12)
    end as from_month,
    (sent.slrt = 'yes') as has_slrt,
    sent.operators as operators_persons,
    sent.referrals_made,
    sent.referrals_completed
from source.services as sent
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
