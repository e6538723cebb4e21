-- Every region of Indonesia, for joining by number.
-- grain: one row per region; children counts the regions directly below
select
    region.*,
    coalesce(below.children, 0) as children
from staging.regions as region
left join (
    select
        parent_id,
        count(*) as children
    from staging.regions
    group by all
) as below on region.region_id = below.parent_id
order by region.region_id
