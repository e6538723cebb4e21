-- Entries of DTKS or DTSEN verified by name by address: flows; listed is a stock.
-- grain: one row per submission, region, source (dtks, dtsen) and period
-- flow (cumulative, monthly) says what the figures cover: from_month, January of the
-- year or the period's first month, to period_to; a blank figure is null
select
    sent.submission_id,
    submission.office_id,
    region.region_id,
    sent.source,
    sent.period_from,
    sent.period_to,
    coalesce(sent.flow, 'cumulative') as flow,
    case
        when sent.flow = 'monthly' then sent.period_from
        else 12 * (sent.period_to // 12)
    end as from_month,
    sent.listed as listed_entries,
    sent.verified as verified_entries,
    sent.valid as valid_entries,
    sent.corrected as corrected_entries,
    sent.rejected as rejected_entries
from source.verification as sent
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
