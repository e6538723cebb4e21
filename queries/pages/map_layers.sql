-- Which shapes does the schematic map of a province have, and where are they kept?
-- grain: one row per province that has a map; none where it has not
-- $region (region): the province
select
    province_code,
    meta
from marts.map_layers
where province_code = $region
