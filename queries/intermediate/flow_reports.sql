-- Flows to be resolved through the levels as reports are.
-- grain: one row per series (of dataset with measure), region and months [from_month,
-- to_month)
select
    series.series_id,
    flow.region_id,
    flow.from_month,
    flow.to_month,
    flow.value,
    flow.is_complete,
    flow.period_from,
    flow.period_to
from intermediate.flow_spans as flow
inner join staging.series as series
    on
        concat_ws(' ', flow.dataset, flow.measure) = series.dataset
        and flow.kind = series.kind
        and flow.unit = series.unit
