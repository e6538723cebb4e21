-- The figures of one level from those of the level below and from direct reports:
-- the children's total where all of them are complete and none is older than the
-- direct report, else the direct report, else the partial total of the children.
-- grain: as figures.sql
-- for each $depth: 3, 2, 1, 0
with

children as (
    select child.* replace (region.parent_id as region_id)
    from intermediate.figures as child
    inner join marts.regions as region using (region_id)
    where region.depth = $depth + 1
),

direct as (
    select report.*
    from intermediate.direct_reports as report
    inner join marts.regions as region using (region_id)
    where region.depth = $depth
),

moments as (
    select
        dataset,
        kind,
        unit,
        region_id,
        unnest([from_month, to_month]) as month
    from children
    union
    select
        dataset,
        kind,
        unit,
        region_id,
        unnest([from_month, to_month]) as month
    from direct
),

totals as (
    select
        moment.*,
        sum(child.value) as value,
        count(*) filter (where child.is_complete) as parts_complete,
        min(child.period_to) as period_to,
        max(child.period_to) as last_period_to,
        arg_min(child.period_from, child.period_to) as period_from
    from moments as moment
    inner join children as child using (dataset, kind, unit, region_id)
    where child.from_month <= moment.month and moment.month < child.to_month
    group by all
),

compared as (
    select
        moment.*,
        lead(moment.month) over (
            partition by dataset, kind, unit, region_id order by moment.month
        ) as to_month,
        region.children as parts_total,
        coalesce(total.parts_complete, 0) as parts_complete,
        total,
        direct,
        coalesce(total.parts_complete, 0) = region.children and (
            direct.value is null or total.period_to >= direct.period_to
        ) as is_total,
        not is_total and direct.value is not null as is_direct
    from moments as moment
    inner join marts.regions as region using (region_id)
    left join totals as total using (dataset, kind, unit, region_id, month)
    left join direct
        on
            moment.dataset = direct.dataset
            and moment.kind = direct.kind
            and moment.unit = direct.unit
            and moment.region_id = direct.region_id
            and moment.month >= direct.from_month
            and moment.month < direct.to_month
)

select
    compared.dataset,
    compared.kind,
    compared.unit,
    compared.region_id,
    compared.month as from_month,
    compared.to_month,
    cast(if(compared.is_direct, direct.value, total.value) as bigint) as value,
    compared.is_total or (compared.is_direct and direct.is_complete) as is_complete,
    compared.is_direct,
    if(compared.is_direct, direct.period_from, total.period_from) as period_from,
    if(compared.is_direct, direct.period_to, total.period_to) as period_to,
    cast(parts_complete as integer) as parts_complete,
    cast(parts_total as integer) as parts_total,
    cast(
        if(
            compared.is_total
            and total.last_period_to = direct.period_to
            and total.value <> direct.value,
            direct.value,
            null
        ) as bigint
    ) as disagreeing_report
from compared
where total.value is not null or direct.value is not null
