-- Needs reported whole both in a month and in a base month: a region as a whole where
-- it is, else the regions below it, down to three levels, never one inside another.
-- grain: one row per month, kind and unit; month is each from since on in which a
-- report begins to count, and as_of
-- first_id to last_id: the area; base, since, as_of: month indexes
create macro matched_needs(first_id, last_id, base, since, as_of) as table (
    with

    areas as (
        select
            region.region_id,
            region.last_id as ends_id,
            region.parent_id,
            region.depth - whole.depth as steps_down
        from reference.regions as region
        cross join reference.regions as whole
        where
            whole.region_id = first_id
            and region.region_id between first_id and last_id
    ),

    -- kinds that are not whole somewhere: only there levels further down are looked at
    open_kinds as (
        select distinct
            need.region_id as parent_id,
            need.kind,
            need.unit
        from marts.needs as need
        inner join areas using (region_id)
        where
            areas.steps_down >= 2
            and need.region_id between first_id and last_id
            and not need.is_complete
            and (
                (need.from_month <= as_of and need.to_month > since)
                or (need.from_month <= base and need.to_month > base)
            )
    ),

    whole_needs as not materialized (
        select
            need.region_id,
            need.kind,
            need.unit,
            need.from_month,
            need.to_month,
            need.count,
            areas.ends_id
        from marts.needs as need
        inner join areas using (region_id)
        left join open_kinds using (parent_id, kind, unit)
        where
            need.region_id between first_id and last_id
            and need.is_complete
            and (areas.steps_down <= 2 or open_kinds.parent_id is not null)
    ),

    later as (
        select * from whole_needs
        where from_month <= as_of and to_month > since
    ),

    moments as (
        select distinct greatest(from_month, since) as month
        from later
        union
        select as_of as month
    ),

    pairs as (
        select
            later.*,
            earlier.count as before
        from later
        inner join whole_needs as earlier using (region_id, kind, unit)
        where earlier.from_month <= base and earlier.to_month > base
    ),

    matched as (
        select
            moment.month,
            pairs.*
        from moments as moment
        inner join pairs
            on moment.month >= pairs.from_month and moment.month < pairs.to_month
    ),

    -- regions are numbered so that those inside one follow it
    outermost as (
        select *
        from matched
        qualify coalesce(
            max(ends_id) over (
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
