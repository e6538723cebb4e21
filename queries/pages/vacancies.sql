-- Which places of PSM end or have fallen vacant, and how many PMKS live where they are?
-- grain: one row per village with such a place, the soonest to be asked about first
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
-- $months (count): how many months ahead a place may end, or back may have ended
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
select
    region.code as region_code,
    region.name as region_name,
    region.level,
    region.parent_code,
    cast(place.ending as integer) as ending,
    cast(place.vacated as integer) as vacated,
    figure.ppks_persons,
    figure.psm_active
from vacant_places($as_of, $months) as place
inner join reference.regions as region on place.region_id = region.region_id
inner join
    region_figures($region_id, $region_last_id, null, $as_of, $kinds) as figure
    on region.region_id = figure.region_id
where region.region_id between $region_id and $region_last_id
order by figure.ppks_persons desc nulls last, region_code asc
