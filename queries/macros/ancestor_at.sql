-- The region of a depth that a region lies in, or itself; the nation has depth 0.
-- grain: one value
-- other ids: as the region has them in reference.regions
create macro ancestor_at(
    at_depth, province_id, regency_id, district_id, region_id
) as list_extract(
    [0, province_id, regency_id, district_id, region_id], at_depth + 1
)
