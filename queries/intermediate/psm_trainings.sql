-- The months in which an active PSM is trained (by a certificate or a bimtek, confirmed
-- or not), and in which the bimtek was this year.
-- grain: one row per role, step (skilled, trained_this_year) and months [from_month,
-- to_month)
select
    role_id,
    kind,
    region_id,
    unit,
    coalesce(identity, 'row ' || role_id) as identity,
    'skilled' as step,
    greatest(from_month, trained_month) as from_month,
    to_month
from intermediate.active_rows
where kind = 'psm' and trained_month < to_month
union all
select
    role.role_id,
    role.kind,
    role.region_id,
    role.unit,
    role.identity,
    'trained_this_year' as step,
    greatest(role.from_month, training.month) as from_month,
    least(role.to_month, 12 * (training.month // 12) + 12) as to_month
from intermediate.active_rows as role
inner join intermediate.trainings as training on role.identity = training.identity
where
    role.kind = 'psm'
    and training.month < role.to_month
    and role.from_month < 12 * (training.month // 12) + 12
