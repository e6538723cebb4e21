-- The months that end a report of a flow, and as of each the latest cumulative figure
-- of the year, whichever submission brought it last.
-- grain: one row per dataset, kind, source of funds, unit, measure, region, office,
-- year and month; base_to is the last month that the cumulative figure covers, the
-- December before where there is none
with

moments as (
    select distinct
        dataset,
        kind,
        fund_source,
        unit,
        measure,
        region_id,
        office_id,
        office_depth,
        year,
        month
    from staging.flows
),

cumulative as (
    select
        *,
        row(period_to, submission_id) as rank
    from staging.flows
    where flow <> 'monthly'
)

select
    moment.*,
    max_by(sent.value, sent.rank) as base_value,
    max_by(sent.from_month, sent.rank) as base_from,
    coalesce(max(sent.period_to), any_value(12 * moment.year - 1)) as base_to
from moments as moment
left join cumulative as sent
    on
        moment.dataset = sent.dataset
        and moment.kind = sent.kind
        and moment.fund_source = sent.fund_source
        and moment.unit = sent.unit
        and moment.measure = sent.measure
        and moment.region_id = sent.region_id
        and moment.office_id = sent.office_id
        and moment.year = sent.year
        and moment.month >= sent.month
group by all
