-- Which kinds of cases were handled, and with a PSM?
-- grain: one row per kind with a report of the year
-- $region (region): the region asked about
-- $as_of (month): the last month of the year so far
select
    flow.kind,
    any_value(flow.value) filter (where flow.measure = 'reported') as reported,
    any_value(flow.value) filter (where flow.measure = 'handled') as handled,
    any_value(flow.value) filter (where flow.measure = 'handled_with_psm')
        as with_psm,
    handled - with_psm as without_psm,
    any_value(flow.value) filter (where flow.measure = 'closed') as closed,
    with_psm / nullif(handled, 0) as with_psm_share,
    bool_or(not flow.is_complete) as is_partial
from marts.flows as flow
where
    flow.dataset = 'cases'
    and flow.region_id = $region_id
    and flow.from_month <= $as_of
    and $as_of < flow.to_month
group by flow.kind
order by handled desc nulls last, flow.kind asc
