-- Flows that belong to the offices that sent them, added over their sources of funds
-- and over all regions inside.
-- grain: one row per dataset, kind, unit, measure, region and months [from_month,
-- to_month); parts_complete offices reported all months up to period_to, which is the
-- last month that all of them reported; null where the sources of an office's funds
-- tell of different months
with

sent as (
    select
        above.ancestor_id as region_id,
        flow.* exclude (region_id),
        flow.region_id as place_id
    from intermediate.flow_spans as flow
    inner join reference.region_ancestors as above using (region_id)
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
),

-- sources of funds together
of_places as (
    select
        span.*,
        sent.office_id,
        sent.place_id,
        sum(sent.value) as value,
        min(sent.period_from) as period_from,
        if(
            min(sent.period_to) = max(sent.period_to), min(sent.period_to), null
        ) as period_to,
        bool_and(sent.is_complete) as is_complete
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
)

select
    * exclude (office_id, place_id, value, period_from, period_to, is_complete),
    cast(sum(value) as bigint) as value,
    count(distinct office_id) filter (where is_complete) as parts_complete,
    min(period_from) as period_from,
    if(count(period_to) = count(*), min(period_to), null) as period_to,
    bool_and(is_complete) as is_whole
from of_places
group by all
