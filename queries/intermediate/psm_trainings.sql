-- The months in which an active PSM is trained (by a certificate or a bimtek, confirmed
-- or not); in which lists of participants tell of where they serve (listed); and in
-- which these name them in a bimtek of this year.
-- grain: one row per role, step (skilled, listed, trained_this_year) and months
-- [from_month, to_month)
with

listed as (
    select
        role.*,
        greatest(role.from_month, heard.from_month) as listed_from,
        least(role.to_month, heard.to_month) as listed_to
    from intermediate.active_rows as role
    inner join intermediate.attendance_years as heard using (region_id)
    where
        role.kind = 'psm'
        and role.from_month < heard.to_month
        and heard.from_month < role.to_month
)

select
    role_id,
    kind,
    region_id,
    unit,
    coalesce(person_id, -role_id) as person_id,
    'skilled' as step,
    greatest(from_month, trained_month) as from_month,
    to_month
from intermediate.active_rows
where kind = 'psm' and trained_month < to_month
union all
select
    role_id,
    kind,
    region_id,
    unit,
    coalesce(person_id, -role_id) as person_id,
    'listed' as step,
    listed_from as from_month,
    listed_to as to_month
from listed
union all
select
    role.role_id,
    role.kind,
    role.region_id,
    role.unit,
    role.person_id,
    'trained_this_year' as step,
    greatest(role.listed_from, training.month) as from_month,
    role.listed_to as to_month
from listed as role
inner join intermediate.trainings as training on role.person_id = training.person_id
where
    training.month < role.listed_to
    and training.month // 12 = (role.listed_to - 1) // 12
