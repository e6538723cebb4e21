-- Since when in a year lists of participants tell who attended a bimtek: those of an
-- office of the region, above it or below it; those of the nation's office not of
-- provinces of which no office sends anything. Before, nobody knows, and nobody is not
-- zero; the list of a rakor or a selection tells nothing of it.
-- grain: one row per region and year, months [from_month, to_month)
with

sending as (
    select distinct office.province_id
    from staging.submissions as submission
    inner join reference.regions as office on submission.office_id = office.region_id
)

select
    place.region_id,
    min(heard.last_month) as from_month,
    12 * (heard.last_month // 12) + 12 as to_month
from intermediate.attendance_rows as heard
inner join intermediate.office_places as place using (office_id)
inner join reference.regions as region on place.region_id = region.region_id
where
    heard.kind = 'bimtek'
    and (
        region.depth = 0 or region.province_id in (select province_id from sending)
    )
group by all
