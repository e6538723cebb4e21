-- The months in which a person satisfies a step in a region, each month once however
-- many roles the person holds there. Who stands in one region and kind alone stands
-- there only and counts in all regions above and among all kinds too (is_alone); who
-- stands in several is there for each region and for all kinds together.
-- grain: one row per region, kind_order (0: all kinds of a person in use), person, step
-- (those of the ladder, and the trainings of PSM) and months [from_month, to_month)
with

steps as (
    select
        role.region_id,
        kind.kind_order,
        kind.is_in_use and kind.unit = 'person' as is_in_all,
        role.person_id,
        role.step,
        role.from_month,
        role.to_month
    from (
        select * from intermediate.role_steps
        union all by name
        select * from intermediate.psm_trainings
    ) as role
    inner join reference.pillar_kinds as kind on role.kind = kind.kind
),

several as (
    select person_id
    from steps
    group by person_id
    having
        min(region_id) <> max(region_id)
        or min(kind_order) <> max(kind_order)
),

-- two roles with the same months are one span: the windows below need an order
spread as (
    select distinct
        * exclude (is_in_all),
        true as is_alone
    from steps
    anti join several using (person_id)
    union all
    select distinct
        above.ancestor_id as region_id,
        unnest(if(step.is_in_all, [step.kind_order, 0], [step.kind_order]))
            as kind_order,
        step.person_id,
        step.step,
        step.from_month,
        step.to_month,
        false as is_alone
    from steps as step
    semi join several using (person_id)
    inner join reference.region_ancestors as above on step.region_id = above.region_id
),

reached as (
    select
        *,
        max(to_month) over (
            partition by region_id, kind_order, person_id, step
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
                partition by region_id, kind_order, person_id, step
                order by from_month, to_month
                rows between unbounded preceding and current row
            ) as island
    from reached
)

select
    region_id,
    kind_order,
    person_id,
    step,
    is_alone,
    min(from_month) as from_month,
    max(to_month) as to_month
from numbered
group by region_id, kind_order, person_id, step, is_alone, island
