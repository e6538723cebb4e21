-- Needs of regencies and what is above reported whole both in a month and beside it in
-- another, ready for pages (the macro matched_needs).
-- grain: rows of a region, kind and unit add up; of each: in the months [from_month,
-- to_month) count people or families, in villages villages, where the other month is in
-- [beside_from, beside_to)
select
    pair.region_id,
    series.kind,
    series.unit,
    pair.beside_from,
    pair.beside_to,
    pair.from_month,
    pair.to_month,
    pair.count,
    pair.villages
from intermediate.paired_needs as pair
inner join staging.series as series using (series_id)
where pair.depth <= 2 and not pair.is_own
order by
    pair.depth,
    pair.region_id,
    pair.beside_from,
    pair.beside_to,
    pair.from_month,
    pair.to_month,
    pair.series_id
