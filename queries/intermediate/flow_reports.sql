-- Flows to be resolved through the levels as reports are, under the names of their
-- measures.
-- grain: one row per dataset with measure, kind, unit, region and months [from_month,
-- to_month)
select
    concat_ws(' ', dataset, measure) as dataset,
    kind,
    unit,
    region_id,
    from_month,
    to_month,
    value,
    is_complete,
    period_from,
    period_to
from intermediate.flow_spans
where dataset in ('ppks', 'cases', 'verification')
