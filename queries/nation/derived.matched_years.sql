-- What the nation has in both years as a whole, and what provinces have.
-- grain: as derived.matched_years
select * from own.matched_years
where region_id = 0 and is_whole
union all by name
select
    series.series_id,
    pair.* exclude (dataset, kind, unit)
from parts.matched_years as pair
inner join staging.series as series using (dataset, kind, unit)
