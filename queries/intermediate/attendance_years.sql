-- Since when in a year lists of participants tell who attended what: those of an office
-- of the region, above it or below it. Before, nobody knows, and nobody is not zero.
-- grain: one row per region and year, months [from_month, to_month)
with

heard as (
    select
        list.office_id,
        activity.last_month as month
    from staging.participants as list
    inner join staging.activities as activity using (office_id, activity)
)

select
    place.region_id,
    min(heard.month) as from_month,
    12 * (heard.month // 12) + 12 as to_month
from heard
inner join intermediate.office_places as place using (office_id)
group by all
