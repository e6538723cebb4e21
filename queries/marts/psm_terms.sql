-- When the service of each PSM begins and ends in a village, as its register tells it:
-- somebody with several roles there serves until the last of them ends.
-- grain: one row per village, PSM with an identity and months [from_month, to_month) in
-- which the register is in force; end_month is the first month without service, null
-- where the register names no end
with

roles as (
    select
        role.region_id,
        role.person_id,
        role.from_month,
        role.to_month,
        bool_or(role.is_active) as is_active,
        min(coalesce(role.start_month, role.from_month)) as start_month,
        if(bool_or(role.end_month is null), null, max(role.end_month)) as end_month
    from intermediate.roles as role
    inner join reference.regions as region on role.region_id = region.region_id
    where
        role.kind = 'psm'
        and (role.is_active or role.end_month is not null)
        and role.person_id is not null
        and region.level = 'village'
    group by all
)

select
    region_id,
    person_id,
    from_month,
    to_month,
    is_active,
    start_month,
    end_month
from roles
order by region_id, from_month, person_id
