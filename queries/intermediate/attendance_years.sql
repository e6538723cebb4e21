-- Since when in a year lists of participants tell who attended a bimtek: those of an
-- office of the region, above it or below it. Before, nobody knows, and nobody is not
-- zero; the list of a rakor or a selection tells nothing of it.
-- grain: one row per region and year, months [from_month, to_month)
select
    place.region_id,
    min(heard.last_month) as from_month,
    12 * (heard.last_month // 12) + 12 as to_month
from intermediate.attendance_rows as heard
inner join intermediate.office_places as place using (office_id)
where heard.kind = 'bimtek'
group by all
