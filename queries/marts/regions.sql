-- Every region of Indonesia, for joining by number.
-- grain: one row per region; children counts the regions directly below. Regions are
-- numbered so that those below one follow it: region_id to last_id is the region whole,
-- with its number of regencies
with

below as (
    select
        parent_id,
        count(*) as children
    from staging.regions
    group by all
),

whole as (
    select
        unnest(list_distinct([0, province_id, regency_id, district_id, region_id]))
            as region_id,
        region_id as below_id,
        depth
    from staging.regions
),

span as (
    select
        region_id,
        max(below_id) as last_id,
        count(*) filter (where depth = 2) as regencies
    from whole
    where region_id is not null
    group by all
)

select
    region.*,
    parent.code as parent_code,
    coalesce(below.children, 0) as children,
    span.last_id,
    span.regencies
from staging.regions as region
inner join span using (region_id)
left join staging.regions as parent on region.parent_id = parent.region_id
left join below on region.region_id = below.parent_id
order by region.region_id
