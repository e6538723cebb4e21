-- Flows that belong to the offices that sent them, added over all regions inside.
-- grain: one row per dataset, kind, unit, measure, region and months [from_month,
-- to_month); parts_complete offices reported all months up to period_to, which is the
-- last month that all of them reported
with

sent as (
    select
        above.ancestor_id as region_id,
        flow.* exclude (region_id)
    from intermediate.flow_spans as flow
    inner join marts.region_ancestors as above using (region_id)
    where flow.dataset in ('services', 'ipsm', 'budget')
),

moments as (
    select distinct
        dataset,
        kind,
        unit,
        measure,
        region_id,
        unnest([from_month, to_month]) as from_month
    from sent
),

spans as (
    select
        *,
        lead(from_month) over (
            partition by dataset, kind, unit, measure, region_id order by from_month
        ) as to_month
    from moments
)

select
    span.*,
    cast(sum(sent.value) as bigint) as value,
    count(distinct sent.office_id) filter (where sent.is_complete) as parts_complete,
    min(sent.period_from) as period_from,
    min(sent.period_to) as period_to,
    bool_and(sent.is_complete) as is_whole
from spans as span
inner join sent
    on
        span.dataset = sent.dataset
        and span.kind = sent.kind
        and span.unit = sent.unit
        and span.measure = sent.measure
        and span.region_id = sent.region_id
        and span.from_month >= sent.from_month
        and span.from_month < sent.to_month
group by all
