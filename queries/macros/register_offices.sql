-- The offices with a register of pillars in force, of whatever kinds.
-- grain: one row per office and register; its regions are office_id to last_id
-- as_of: month index
create macro register_offices(as_of) as table (
    select
        office_id,
        last_id
    from marts.collected_kinds
    where
        dataset = 'pillars'
        and kind is null
        and from_month <= as_of
        and to_month > as_of
)
