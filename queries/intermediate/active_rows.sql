-- Active rows of registers with their place in the file, for the rules about them.
-- grain: one row per role and months it is active, [from_month, to_month)
with

trained as (
    select
        person_id,
        min(month) as attended_month
    from intermediate.trainings
    group by all
),

bounded as (
    select
        role.*,
        coalesce(least(role.trained_month, trained.attended_month), 999999)
            as first_trained_month,
        greatest(role.from_month, coalesce(role.start_month, role.from_month))
            as active_from,
        least(role.to_month, coalesce(role.end_month, role.to_month)) as active_to
    from intermediate.roles as role
    left join trained on role.unit = 'person' and role.person_id = trained.person_id
    where role.is_active
)

select
    role_id,
    submission_id,
    sheet,
    row,
    office_id,
    kind,
    unit,
    region_id,
    person_id,
    is_placed,
    coalesce(stale_month, 0) as stale_month,
    first_trained_month as trained_month,
    adult_month,
    active_from as from_month,
    active_to as to_month
from bounded
where active_from < active_to
