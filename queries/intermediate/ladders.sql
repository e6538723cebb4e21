-- The ladder from roles to valid people, counted again at every level.
-- grain: one row per region, kind (null: all kinds of a person in use) and the months
-- [from_month, to_month) in which the counts stand
with

steps as (
    select
        region_id,
        kind_order,
        is_alone,
        step,
        from_month,
        to_month
    from intermediate.person_steps
    where step not in ('skilled', 'listed', 'trained_this_year')
    union all
    select
        role.region_id,
        kind.kind_order,
        true as is_alone,
        'roles' as step,
        role.from_month,
        role.to_month
    from intermediate.roles as role
    inner join reference.pillar_kinds as kind on role.kind = kind.kind
),

-- where they stand first: few enough to be added up again for each region above
placed as (
    select
        region_id,
        kind_order,
        is_alone,
        month,
        coalesce(sum(change) filter (where step = 'roles'), 0) as roles,
        coalesce(sum(change) filter (where step = 'persons'), 0) as persons,
        coalesce(sum(change) filter (where step = 'active'), 0) as active,
        coalesce(sum(change) filter (where step = 'current'), 0) as current,
        coalesce(sum(change) filter (where step = 'trained'), 0) as trained,
        coalesce(sum(change) filter (where step = 'valid'), 0) as valid,
        coalesce(sum(change) filter (where step = 'with_decree'), 0) as with_decree
    from (
        select
            * exclude (from_month, to_month),
            unnest([from_month, to_month]) as month,
            unnest([1, -1]) as change
        from steps
    ) as changes
    group by all
),

spread as (
    select
        change.* replace (
            above.ancestor_id as region_id,
            unnest(
                if(
                    change.is_alone and kind.is_in_use and kind.unit = 'person',
                    [change.kind_order, 0],
                    [change.kind_order]
                )
            ) as kind_order
        )
    from placed as change
    inner join reference.region_ancestors as above
        on
            change.region_id = above.region_id
            and (change.is_alone or change.region_id = above.ancestor_id)
    left join reference.pillar_kinds as kind using (kind_order)
),

monthly as (
    select
        region_id,
        kind_order,
        month,
        sum(columns(* exclude (region_id, kind_order, is_alone, month)))
    from spread
    group by region_id, kind_order, month
),

summed as (
    select
        region_id,
        kind_order,
        month as from_month,
        lead(month, 1, 999999) over months as to_month,
        cast(
            sum(columns(* exclude (region_id, kind_order, month))) over months
            as integer
        )
    from monthly
    where
        [roles, persons, active, current, trained, valid, with_decree]
        <> [0, 0, 0, 0, 0, 0, 0]
    window months as (partition by region_id, kind_order order by month)
)

select
    count.region_id,
    kind.kind,
    coalesce(kind.unit, 'person') as unit,
    count.* exclude (region_id, kind_order)
from summed as count
left join reference.pillar_kinds as kind using (kind_order)
where count.roles > 0
