-- Needs reported whole both in a month and in a base month, place by place: villages of
-- one district added up (is_part), since what they lie in is the same.
-- grain: one row per place, kind, unit and months [from_month, to_month)
-- first_id to last_id: the area; base, since, as_of: month indexes
create macro matched_places(first_id, last_id, base, since, as_of) as table (
    select
        if(region.depth = 4, region.parent_id, region.region_id) as place_id,
        region.depth = 4 as is_part,
        later.kind,
        later.unit,
        greatest(later.from_month, least(since, as_of)) as from_month,
        later.to_month,
        sum(later.count) as count,
        sum(earlier.count) as before
    from marts.needs as later
    inner join marts.needs as earlier using (region_id, kind, unit)
    inner join reference.regions as region using (region_id)
    where
        later.region_id between first_id and last_id
        and later.is_complete
        and later.from_month <= as_of
        and later.to_month > least(since, as_of)
        and earlier.region_id between first_id and last_id
        and earlier.is_complete
        and earlier.from_month <= base
        and earlier.to_month > base
    group by all
)
