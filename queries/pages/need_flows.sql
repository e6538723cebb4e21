-- Who came under a need and who left it this year, and how many of them self-reliant?
-- grain: one row per kind and unit with a report of the year; is_partial where a part
-- of the region or a month is missing
-- $region (region): the region asked about
-- $as_of (month): the last month of the year so far
select
    flow.kind,
    kind.problem_group,
    flow.unit,
    any_value(flow.value) filter (where flow.measure = 'entered') as entered,
    any_value(flow.value) filter (where flow.measure = 'exited') as exited,
    any_value(flow.value) filter (where flow.measure = 'independent') as independent,
    entered - exited as net,
    bool_or(not flow.is_complete) as is_partial,
    month_text(max(flow.period_to)) as until
from marts.flows as flow
inner join reference.ppks_kinds as kind using (kind)
where
    flow.dataset = 'ppks'
    and kind.is_counted
    and flow.region_id = $region_id
    and flow.from_month <= $as_of
    and $as_of < flow.to_month
group by flow.kind, kind.problem_group, flow.unit
order by entered desc nulls last, kind asc
