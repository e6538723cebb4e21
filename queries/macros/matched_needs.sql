-- Needs reported whole both in a month and in a base month: a region as a whole where
-- it is, else the regions below it, never one inside another. From regencies upwards as
-- publishing made it ready, of districts and villages from their few figures.
-- grain: one row per month from since to as_of, kind and unit
-- area: region code; low_id to high_id: the same by number; base, since, as_of: month
-- indexes
create macro matched_needs(area, low_id, high_id, base, since, as_of) as table (
    with

    months as (
        select unnest(generate_series(least(since, as_of), as_of)) as month
    ),

    ready as (
        select
            months.month,
            pair.kind,
            pair.unit,
            pair.count,
            pair.villages,
            base between pair.beside_from and pair.beside_to - 1
            and months.month between pair.from_month and pair.to_month - 1
                as is_count,
            base between pair.from_month and pair.to_month - 1
            and months.month between pair.beside_from and pair.beside_to - 1
                as is_before
        from marts.paired_needs as pair
        cross join months
        where pair.region_id = low_id and (is_count or is_before)
    ),

    -- a code of a district or a village has more than five signs
    reported as (
        select * from marts.needs
        where
            len(area) > 5
            and region_id between low_id and high_id
            and is_complete
    ),

    few as (
        select
            months.month,
            later.kind,
            later.unit,
            later.region_id = low_id as is_whole,
            sum(later.count) as count,
            sum(earlier.count) as before
        from reported as later
        inner join reported as earlier using (region_id, kind, unit)
        cross join months
        where
            later.from_month <= months.month
            and months.month < later.to_month
            and earlier.from_month <= base
            and base < earlier.to_month
        group by all
    )

    select
        month,
        kind,
        unit,
        cast(sum(count) filter (where is_count) as bigint) as count,
        cast(sum(count) filter (where is_before) as bigint) as before
    from ready
    group by month, kind, unit
    having sum(villages) filter (where is_count) > 0
    union all by name
    select
        month,
        kind,
        unit,
        cast(max_by(count, is_whole) as bigint) as count,
        cast(max_by(before, is_whole) as bigint) as before
    from few
    group by month, kind, unit
)
