-- The figures of one level from those of the level below and from direct reports:
-- the children's total where all of them are complete and none is older than the
-- direct report, else the direct report, else the partial total of the children. A
-- whole figure of needs ends that of its kind in the other unit if all of it is older.
-- grain: as figures.sql
-- for each $depth: 3, 2, 1, 0
with

children as (
    select child.* replace (region.parent_id as region_id)
    from intermediate.figures as child
    inner join reference.regions as region using (region_id)
    where region.depth = $depth + 1
),

direct as (
    select report.*
    from intermediate.direct_reports as report
    inner join reference.regions as region using (region_id)
    where region.depth = $depth
),

reported as (
    select * from children
    union all by name
    select * from direct
),

own_moments as (
    select
        dataset,
        kind,
        unit,
        region_id,
        unnest([from_month, to_month]) as from_month
    from reported
),

both_units as (
    select
        dataset,
        kind,
        region_id,
        unnest([min(unit), max(unit)]) as unit
    from own_moments
    where dataset = 'ppks'
    group by dataset, kind, region_id
    having min(unit) <> max(unit)
),

-- where one unit of a kind begins or ends, the other may
moments as (
    select * from own_moments
    union
    select own.* replace (other.unit as unit)
    from own_moments as own
    inner join both_units as other using (dataset, kind, region_id)
),

totals as (
    select
        moment.*,
        sum(child.value) as value,
        count(*) filter (where child.is_complete) as parts_complete,
        min(child.period_to) as period_to,
        max(child.period_to) as last_period_to,
        max(child.newest_period) as newest_period,
        arg_min(child.period_from, child.period_to) as period_from
    from moments as moment
    inner join children as child using (dataset, kind, unit, region_id)
    where
        child.from_month <= moment.from_month and moment.from_month < child.to_month
    group by all
),

compared as (
    select
        moment.*,
        lead(moment.from_month) over (
            partition by dataset, kind, unit, region_id order by moment.from_month
        ) as to_month,
        cast(region.children as integer) as parts_total,
        cast(coalesce(total.parts_complete, 0) as integer) as parts_complete,
        coalesce(total.parts_complete, 0) = region.children and (
            direct.value is null or total.period_to >= direct.period_to
        ) as is_total,
        not is_total and direct.value is not null as is_direct,
        cast(if(is_direct, direct.value, total.value) as bigint) as value,
        is_total or (is_direct and direct.is_complete) as is_complete,
        if(is_direct, direct.period_from, total.period_from) as period_from,
        if(is_direct, direct.period_to, total.period_to) as period_to,
        if(is_direct, direct.period_to, total.newest_period) as newest_period,
        if(
            is_total and total.last_period_to = direct.period_to,
            cast(nullif(direct.value, total.value) as bigint),
            null
        ) as disagreeing_report
    from moments as moment
    inner join reference.regions as region using (region_id)
    left join totals as total using (dataset, kind, unit, region_id, from_month)
    left join direct
        on
            moment.dataset = direct.dataset
            and moment.kind = direct.kind
            and moment.unit = direct.unit
            and moment.region_id = direct.region_id
            and moment.from_month >= direct.from_month
            and moment.from_month < direct.to_month
)

select * exclude (is_total)
from compared
where value is not null
qualify
    dataset <> 'ppks'
    or max(if(is_complete, period_to, 0)) over (
        partition by dataset, kind, region_id, from_month
    ) <= newest_period
