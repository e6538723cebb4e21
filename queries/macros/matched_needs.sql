-- Needs reported whole both in a month and in a base month: a region as a whole where
-- it is, else the regions below it, down to three levels, never one inside another.
-- grain: one row per month, kind and unit; month is each from since on in which a
-- report begins to count, and as_of
-- area: region code; base, since, as_of: month indexes
create macro matched_needs(area, base, since, as_of) as table (
    with

    areas as (
        select
            region.region_id,
            region.last_id,
            region.parent_id,
            region.depth - whole.depth as steps_down
        from reference.regions as region
        inner join reference.regions as whole
            on region.region_id between whole.region_id and whole.last_id
        where whole.code = area
    ),

    whole_needs as (
        select * from marts.needs
        semi join areas using (region_id)
        where
            is_complete
            and from_month <= greatest(base, as_of)
            and to_month > least(base, since)
    ),

    -- kinds that are not whole somewhere: only there levels further down are looked at
    open_kinds as (
        select
            areas.region_id as parent_id,
            need.kind,
            need.unit
        from marts.needs as need
        inner join areas using (region_id)
        where
            areas.steps_down >= 2
            and not need.is_complete
            and need.from_month <= greatest(base, as_of)
            and need.to_month > least(base, since)
    ),

    candidates as (
        select
            need.*,
            areas.last_id
        from whole_needs as need
        inner join areas using (region_id)
        where areas.steps_down <= 2
        union all by name
        select
            need.*,
            areas.last_id
        from whole_needs as need
        inner join areas using (region_id)
        semi join open_kinds using (parent_id, kind, unit)
        where areas.steps_down > 2
    ),

    moments as (
        select distinct greatest(from_month, since) as month
        from candidates
        where from_month <= as_of
        union
        select as_of as month
    ),

    matched as (
        select
            moment.month,
            later.kind,
            later.unit,
            later.region_id,
            later.last_id,
            later.count,
            earlier.count as before
        from moments as moment
        inner join candidates as later
            on moment.month >= later.from_month and moment.month < later.to_month
        inner join candidates as earlier using (region_id, kind, unit)
        where earlier.from_month <= base and base < earlier.to_month
    ),

    -- regions are numbered so that those inside one follow it
    outermost as (
        select *
        from matched
        qualify coalesce(
            max(last_id) over (
                partition by month, kind, unit
                order by region_id
                rows between unbounded preceding and 1 preceding
            ) < region_id,
            true
        )
    )

    select
        month,
        kind,
        unit,
        cast(sum(count) as bigint) as count,
        cast(sum(before) as bigint) as before
    from outermost
    group by all
)
