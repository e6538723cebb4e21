-- Where did people come under a need, and where did they leave it this year?
-- grain: one row per region of the asked level, reported or not; persons only
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month of the year so far
-- $kind (ppks_kind, optional): the kind of need; else all counted kinds of a person
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

flows as (
    select
        flow.region_id,
        cast(sum(flow.value) filter (where flow.measure = 'entered') as bigint)
            as entered,
        cast(sum(flow.value) filter (where flow.measure = 'exited') as bigint)
            as exited,
        cast(sum(flow.value) filter (where flow.measure = 'independent') as bigint)
            as independent,
        bool_or(not flow.is_complete) as is_partial,
        month_text(max(flow.period_to)) as until
    from marts.flows as flow
    inner join reference.ppks_kinds as kind using (kind)
    semi join asked on flow.region_id = asked.region_id
    where
        flow.dataset = 'ppks'
        and flow.region_id between $region_id and $region_last_id
        and flow.unit = 'person'
        and if($kind is null, kind.is_counted, kind.kind = $kind)
        and flow.from_month <= $as_of
        and $as_of < flow.to_month
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    flows.entered,
    flows.exited,
    flows.independent,
    flows.entered - flows.exited as net,
    flows.is_partial,
    flows.until
from asked as region
left join flows on region.region_id = flows.region_id
order by flows.entered desc nulls last, region_code asc
