-- The months in which a role satisfies each step of the ladder and all before it:
-- registered, active, current, trained, valid, with a decree.
-- grain: one row per role, step and months [from_month, to_month), kinds of a person
-- also together (kind null)
with

bounded as (
    select
        role_id,
        kind,
        region_id,
        unit,
        coalesce(identity, 'row ' || role_id) as identity,
        from_month,
        to_month,
        greatest(from_month, start_month) as active_from,
        case when is_active then least(to_month, end_month) else 0 end as active_to,
        coalesce(stale_month, 0) as stale_month,
        coalesce(trained_month, 999999) as trained_month,
        case
            when identity is not null and is_placed
                then coalesce(adult_month, 999999)
            else 999999
        end as valid_month,
        has_decree
    from intermediate.roles
),

stepped as (
    select
        role_id,
        kind,
        region_id,
        unit,
        identity,
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
