-- The months in which a role satisfies each step of the ladder and all before it:
-- registered, active, current, trained, valid, with a decree.
-- grain: one row per role, step and months [from_month, to_month), kinds of a person
-- also together (kind null)
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
        role.role_id,
        role.kind,
        role.region_id,
        role.unit,
        coalesce(role.person_id, -role.role_id) as person_id,
        role.from_month,
        role.to_month,
        greatest(role.from_month, role.start_month) as active_from,
        if(role.is_active, least(role.to_month, role.end_month), 0) as active_to,
        coalesce(role.stale_month, 0) as stale_month,
        -- a certificate, or a bimtek, whichever came first
        coalesce(least(role.trained_month, attended_month), 999999) as trained_month,
        case
            when role.person_id is not null and role.is_placed
                then coalesce(role.adult_month, 999999)
            else 999999
        end as valid_month,
        role.has_decree
    from intermediate.roles as role
    left join trained
        on role.unit = 'person' and role.person_id = trained.person_id
),

stepped as (
    select
        role_id,
        kind,
        region_id,
        unit,
        person_id,
        unnest([ -- noqa: AL03
            { 'step': 'persons', 'from_month': from_month, 'to_month': to_month },
            { 'step': 'active', 'from_month': active_from, 'to_month': active_to },
            {
                'step': 'current',
                'from_month': active_from,
                'to_month': least(active_to, stale_month)
            },
            {
                'step': 'trained',
                'from_month': greatest(active_from, trained_month),
                'to_month': least(active_to, stale_month)
            },
            {
                'step': 'valid',
                'from_month': greatest(active_from, trained_month, valid_month),
                'to_month': least(active_to, stale_month)
            },
            {
                'step': 'with_decree',
                'from_month': greatest(active_from, trained_month, valid_month),
                'to_month': case
                    when has_decree then least(active_to, stale_month) else 0
                end
            }
        ], recursive := true)
    from bounded
)

select * from stepped
where from_month < to_month
