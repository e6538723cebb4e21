-- Cases of need reported, handled and closed, and persons served: flows.
-- grain: one row per submission, region, kind and period, labels of one kind together
-- flow (cumulative, monthly) says what the figures cover: from_month, January of the
-- year or the period's first month, to period_to; a blank figure is null
select
    sent.submission_id,
    submission.office_id,
    region.region_id,
    sent.kind,
    sent.period_from,
    sent.period_to,
    coalesce(sent.flow, 'cumulative') as flow,
    case
        when sent.flow = 'monthly' then sent.period_from
        else 12 * (sent.period_to // 12)
    end as from_month,
    cast(sum(sent.reported) as bigint) as reported_cases,
    cast(sum(sent.handled) as bigint) as handled_cases,
    cast(sum(sent.handled_with_psm) as bigint) as handled_with_psm_cases,
    cast(sum(sent.closed) as bigint) as closed_cases,
    cast(sum(sent.served) as bigint) as served_persons,
    cast(sum(sent.served_with_psm) as bigint) as served_with_psm_persons
from source.cases as sent
inner join staging.submissions as submission using (submission_id)
inner join reference.regions as region on sent.region_code = region.code
group by all
