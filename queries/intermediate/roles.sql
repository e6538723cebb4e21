-- Roles with the months they are registered; where the same role stands in the
-- registers of two offices, the lower office's row counts and the upper's is dropped.
-- grain: one row per role and months it is in force, [from_month, to_month)
with

registered as (
    select
        role.*,
        register.office_id,
        register.office_depth,
        register.from_month,
        register.to_month
    from staging.pillars as role
    inner join intermediate.registers as register
        on role.submission_id = register.submission_id
),

-- months in which the same role is also in a lower office's register
shadows as (
    select
        upper_role.role_id,
        lower_role.from_month,
        lower_role.to_month
    from registered as upper_role
    inner join registered as lower_role
        on
            upper_role.person_id = lower_role.person_id
            and upper_role.kind = lower_role.kind
            and upper_role.region_id = lower_role.region_id
            and upper_role.office_depth < lower_role.office_depth
            and upper_role.from_month < lower_role.to_month
            and upper_role.to_month > lower_role.from_month
),

cuts as (
    select distinct
        role.role_id,
        unnest([
            role.from_month,
            greatest(role.from_month, shadow.from_month),
            least(role.to_month, shadow.to_month)
        ]) as from_month
    from registered as role
    inner join shadows as shadow on role.role_id = shadow.role_id
),

pieces as (
    select
        cut.role_id,
        cut.from_month,
        lead(cut.from_month, 1, role.to_month) over (
            partition by cut.role_id order by cut.from_month
        ) as to_month
    from cuts as cut
    inner join registered as role on cut.role_id = role.role_id
),

uncovered_pieces as (
    select piece.* from pieces as piece
    anti join shadows as shadow
        on
            piece.role_id = shadow.role_id
            and piece.from_month >= shadow.from_month
            and piece.from_month < shadow.to_month
    where piece.from_month < piece.to_month
)

select
    role.* exclude (from_month, to_month),
    coalesce(piece.from_month, role.from_month) as from_month,
    coalesce(piece.to_month, role.to_month) as to_month
from registered as role
left join uncovered_pieces as piece on role.role_id = piece.role_id
where
    piece.role_id is not null
    or role.role_id not in (select shadow.role_id from shadows as shadow)
