-- What the nation has in both months as a whole, and what provinces have.
-- grain: as intermediate.paired_needs
select * from own.paired_needs
where depth = 0 and is_own
union all by name
select
    series.series_id,
    pair.* exclude (dataset, kind, unit)
from parts.paired_needs as pair
inner join staging.series as series using (dataset, kind, unit)
