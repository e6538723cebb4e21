-- Were cases handled, and with a PSM?
-- grain: one row per region of the asked level, reported or not
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month of the year so far
-- $kind (ppks_kind, optional): the kind of need; else all kinds
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

kinds as (
    select
        region_id,
        kind,
        any_value(value) filter (where measure = 'reported') as reported,
        any_value(value) filter (where measure = 'handled') as handled,
        any_value(value) filter (where measure = 'handled_with_psm') as with_psm,
        any_value(value) filter (where measure = 'closed') as closed,
        any_value(value) filter (where measure = 'served') as served,
        any_value(value) filter (where measure = 'served_with_psm')
            as served_with_psm,
        bool_or(not is_complete) as is_partial,
        max(period_to) as until
    from marts.flows
    semi join asked using (region_id)
    where
        dataset = 'cases'
        and region_id between $region_id and $region_last_id
        and ($kind is null or kind = $kind)
        and from_month <= $as_of
        and $as_of < to_month
    group by all
),

-- with and without a PSM is told of kinds that say both; others make it partial
flows as (
    select
        region_id,
        cast(sum(reported) as bigint) as reported,
        cast(sum(handled) as bigint) as handled,
        cast(sum(with_psm) as bigint) as with_psm,
        cast(sum(handled - with_psm) as bigint) as without_psm,
        sum(with_psm) filter (where handled is not null)
        / nullif(sum(handled) filter (where with_psm is not null), 0)
            as with_psm_share,
        cast(sum(closed) as bigint) as closed,
        cast(sum(served) as bigint) as served,
        cast(sum(served_with_psm) as bigint) as served_with_psm,
        bool_or(is_partial)
        or bool_or(coalesce(handled, 0) > 0 and with_psm is null) as is_partial,
        month_text(max(until)) as until
    from kinds
    group by region_id
),

psm as (
    select
        region_id,
        active
    from marts.pillar_figures
    semi join asked using (region_id)
    where
        kind = 'psm'
        and region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
)

select
    region.code as region_code,
    region.name as region_name,
    region.parent_code,
    flows.reported,
    flows.handled,
    flows.with_psm,
    flows.without_psm,
    flows.closed,
    flows.served,
    flows.served_with_psm,
    flows.with_psm_share,
    psm.active as psm_active,
    flows.is_partial,
    flows.until
from asked as region
left join flows on region.region_id = flows.region_id
left join psm on region.region_id = psm.region_id
order by without_psm desc nulls last, region_code asc
