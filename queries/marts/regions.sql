-- Every region of Indonesia, for joining by number.
-- grain: one row per region; children counts the regions directly below; regencies,
-- districts and villages all those in it, itself among them. Regions are numbered so
-- that those below one follow it: region_id to last_id is the region whole
with

below as (
    select
        parent_id,
        count(*) as children
    from intermediate.regions
    group by all
),

sized as (
    select
        district_id as region_id,
        max(region_id) as last_id,
        0 as regencies,
        count(*) filter (where depth = 3) as districts,
        count(*) filter (where depth = 4) as villages
    from intermediate.regions
    where depth in (3, 4)
    group by all
    union all
    select
        regency_id as region_id,
        max(region_id) as last_id,
        1 as regencies,
        count(*) filter (where depth = 3) as districts,
        count(*) filter (where depth = 4) as villages
    from intermediate.regions
    where depth >= 2
    group by all
    union all
    select
        province_id as region_id,
        max(region_id) as last_id,
        count(*) filter (where depth = 2) as regencies,
        count(*) filter (where depth = 3) as districts,
        count(*) filter (where depth = 4) as villages
    from intermediate.regions
    where depth >= 1
    group by all
    union all
    select
        0 as region_id,
        max(region_id) as last_id,
        count(*) filter (where depth = 2) as regencies,
        count(*) filter (where depth = 3) as districts,
        count(*) filter (where depth = 4) as villages
    from intermediate.regions
)

select
    region.*,
    parent.code as parent_code,
    coalesce(below.children, 0) as children,
    coalesce(sized.last_id, region.region_id) as last_id,
    coalesce(sized.regencies, 0) as regencies,
    coalesce(sized.districts, 0) as districts,
    coalesce(sized.villages, 1) as villages
from intermediate.regions as region
left join intermediate.regions as parent on region.parent_id = parent.region_id
left join sized on region.region_id = sized.region_id
left join below on region.region_id = below.parent_id
order by region.region_id
