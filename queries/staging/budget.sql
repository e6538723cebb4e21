-- What an office may spend (an annual fact) and has spent (a flow), in rupiah.
-- grain: one row per submission, programme, source of funds and period; programme is a
-- key or the office's own words, fund_source either without case and signs, '' where it
-- is blank
-- flow (cumulative, monthly) says what the figures cover: from_month, January of the
-- year or the period's first month, to period_to; a blank figure is null
select
    sent.submission_id,
    submission.office_id,
    coalesce(sent.year, cast(sent.period_to // 12 as smallint)) as budget_year,
    sent.programme,
    coalesce(
        upper(regexp_replace(sent.fund_source, '[^A-Za-z0-9]', '', 'g')), ''
    ) as fund_source,
    sent.period_from,
    sent.period_to,
    coalesce(sent.flow, 'cumulative') as flow,
    case
        when sent.flow = 'monthly' then sent.period_from
        else 12 * (sent.period_to // 12)
    end as from_month,
    sent.allotted as allotted_rupiah,
    sent.spent as spent_rupiah
from source.budget as sent
inner join staging.submissions as submission using (submission_id)
