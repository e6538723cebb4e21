-- What offices reported over months (flows), one measure a row, labels of one kind
-- together; also two that are reported beside them: listed (a stock) and allotted (an
-- annual fact).
-- grain: one row per submission, region, kind, source of funds, unit, measure and
-- period; kind is the source for verification, the programme for budget, '' where there
-- is none, as fund_source is but for budget; flow is cumulative, monthly, stock or
-- annual; month is the first that sees it, year 0 for stocks, which no new year ends;
-- blank figures are left out
with

exits as (
    select
        sent.submission_id,
        region.region_id,
        sent.kind,
        sent.unit,
        coalesce(sent.flow, 'cumulative') as flow,
        sent.period_from,
        sent.period_to,
        sum(sent.entered) as entered,
        sum(sent.exited) as exited,
        sum(sent.independent) as independent
    from source.ppks as sent
    inner join reference.regions as region on sent.region_code = region.code
    where coalesce(sent.entered, sent.exited, sent.independent) is not null
    group by all
),

ppks as (
    select
        * exclude (entered, exited, independent),
        'ppks' as dataset,
        unnest(['entered', 'exited', 'independent']) as measure,
        cast(unnest([entered, exited, independent]) as bigint) as value
    from exits
),

cases as (
    select
        submission_id,
        region_id,
        'cases' as dataset,
        kind,
        flow,
        period_from,
        period_to,
        unnest([ -- noqa: AL03
            { 'measure': 'reported', 'unit': 'case', 'value': reported_cases },
            { 'measure': 'handled', 'unit': 'case', 'value': handled_cases },
            {
                'measure': 'handled_with_psm',
                'unit': 'case',
                'value': handled_with_psm_cases
            },
            { 'measure': 'closed', 'unit': 'case', 'value': closed_cases },
            { 'measure': 'served', 'unit': 'person', 'value': served_persons },
            {
                'measure': 'served_with_psm',
                'unit': 'person',
                'value': served_with_psm_persons
            }
        ], recursive := true)
    from staging.cases
),

verification as (
    select
        submission_id,
        region_id,
        'verification' as dataset,
        source as kind,
        'entry' as unit,
        flow,
        period_from,
        period_to,
        unnest([ -- noqa: AL03
            { 'measure': 'listed', 'value': cast(listed_entries as bigint) },
            { 'measure': 'verified', 'value': verified_entries },
            { 'measure': 'valid', 'value': valid_entries },
            { 'measure': 'corrected', 'value': corrected_entries },
            { 'measure': 'rejected', 'value': rejected_entries }
        ], recursive := true)
    from staging.verification
),

sent as (
    select * from ppks
    union all by name
    select * from cases
    union all by name
    select * replace (if(measure = 'listed', 'stock', flow) as flow) from verification
    union all by name
    select * from staging.office_flows
)

select
    sent.* replace (
        coalesce(sent.kind, '') as kind,
        coalesce(sent.fund_source, '') as fund_source
    ),
    submission.office_id,
    submission.office_depth,
    if(sent.flow = 'stock', 0, sent.period_to // 12) as year,
    if(
        sent.flow in ('monthly', 'stock'),
        sent.period_from,
        12 * (sent.period_to // 12)
    ) as from_month,
    -- an annual fact is seen from January
    if(sent.flow = 'annual', sent.period_from, sent.period_to) as month
from sent
inner join staging.submissions as submission using (submission_id)
where sent.value is not null
