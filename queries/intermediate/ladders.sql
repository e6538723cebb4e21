-- The ladder from roles to valid people, counted again at every level.
-- grain: one row per region, kind (null: all kinds of a person in use) and the months
-- [from_month, to_month) in which the counts stand
with

steps as (
    select
        region_id,
        kind,
        unit,
        step,
        from_month,
        to_month
    from intermediate.person_steps
    where step not in ('skilled', 'listed', 'trained_this_year')
    union all
    select
        above.ancestor_id as region_id,
        unnest(
            if(
                kind.is_in_use and role.unit = 'person', [role.kind, null], [role.kind]
            )
        ) as kind,
        role.unit,
        'roles' as step,
        role.from_month,
        role.to_month
    from intermediate.roles as role
    inner join reference.pillar_kinds as kind on role.kind = kind.kind
    inner join reference.region_ancestors as above using (region_id)
),

changes as (
    select
        region_id,
        kind,
        unit,
        step,
        unnest([from_month, to_month]) as month,
        unnest([1, -1]) as change
    from steps
),

monthly as (
    select
        region_id,
        kind,
        unit,
        month,
        coalesce(sum(change) filter (where step = 'roles'), 0) as roles,
        coalesce(sum(change) filter (where step = 'persons'), 0) as persons,
        coalesce(sum(change) filter (where step = 'active'), 0) as active,
        coalesce(sum(change) filter (where step = 'current'), 0) as current,
        coalesce(sum(change) filter (where step = 'trained'), 0) as trained,
        coalesce(sum(change) filter (where step = 'valid'), 0) as valid,
        coalesce(sum(change) filter (where step = 'with_decree'), 0) as with_decree
    from changes
    group by all
),

summed as (
    select
        region_id,
        kind,
        unit,
        month as from_month,
        lead(month, 1, 999999) over months as to_month,
        cast(sum(roles) over months as integer) as roles,
        cast(sum(persons) over months as integer) as persons,
        cast(sum(active) over months as integer) as active,
        cast(sum(current) over months as integer) as current,
        cast(sum(trained) over months as integer) as trained,
        cast(sum(valid) over months as integer) as valid,
        cast(sum(with_decree) over months as integer) as with_decree
    from monthly
    window months as (partition by region_id, kind, unit order by month)
)

select * from summed
where roles > 0
