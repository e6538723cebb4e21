-- The months in which a person satisfies a step in a region, each month once however
-- many roles the person holds there.
-- grain: one row per region, kind (null: all kinds of a person in use), person, step
-- (those of the ladder, and the trainings of PSM) and months [from_month, to_month)
with

spread as (
    -- two roles with the same months are one span: the windows below need an order
    select distinct
        above.ancestor_id as region_id,
        unnest(
            if(
                kind.is_in_use and role.unit = 'person', [role.kind, null], [role.kind]
            )
        ) as kind,
        role.unit,
        role.identity,
        role.step,
        role.from_month,
        role.to_month
    from (
        select * from intermediate.role_steps
        union all by name
        select * from intermediate.psm_trainings
    ) as role
    inner join reference.pillar_kinds as kind on role.kind = kind.kind
    inner join reference.region_ancestors as above on role.region_id = above.region_id
),

reached as (
    select
        *,
        max(to_month) over (
            partition by region_id, kind, unit, identity, step
            order by from_month, to_month
            rows between unbounded preceding and 1 preceding
        ) as reached_month
    from spread
),

numbered as (
    select
        *,
        count(*) filter (where reached_month is null or from_month > reached_month)
            over (
                partition by region_id, kind, unit, identity, step
                order by from_month, to_month
                rows between unbounded preceding and current row
            ) as island
    from reached
)

select
    region_id,
    kind,
    unit,
    identity,
    step,
    min(from_month) as from_month,
    max(to_month) as to_month
from numbered
group by region_id, kind, unit, identity, step, island
