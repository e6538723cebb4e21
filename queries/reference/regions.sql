-- Every region of Indonesia with its level and its ancestors, the nation above all, for
-- joining by number.
-- grain: one row per region; children counts the regions directly below; regencies,
-- districts and villages all those in it, itself among them. Regions are numbered in
-- the order of their codes, so that those below one follow it: region_id to last_id is
-- the region whole
with

coded as (
    select
        code,
        name,
        length(code) - length(replace(code, '.', '')) + 1 as depth
    from source.regions
    union all
    select
        'ID' as code,
        'Indonesia' as name,
        0 as depth
),

numbered as (
    select
        cast(row_number() over (order by depth > 0, code) - 1 as integer) as region_id,
        code,
        name,
        cast(depth as integer) as depth
    from coded
),

placed as (
    select
        region.region_id,
        region.code,
        region.name,
        levels.level,
        region.depth,
        case region.depth
            when 1 then 0
            when 2 then province.region_id
            when 3 then regency.region_id
            when 4 then district.region_id
        end as parent_id,
        province.region_id as province_id,
        regency.region_id as regency_id,
        district.region_id as district_id,
        case region.depth
            when 1 then 'ID'
            when 2 then province.code
            when 3 then regency.code
            when 4 then district.code
        end as parent_code
    from numbered as region
    inner join reference.levels as levels using (depth)
    left join numbered as province
        on province.depth = 1 and substr(region.code, 1, 2) = province.code
    left join numbered as regency
        on regency.depth = 2 and substr(region.code, 1, 5) = regency.code
    left join numbered as district
        on district.depth = 3 and substr(region.code, 1, 8) = district.code
),

-- by district first: few enough to be counted again for each region above
grouped as (
    select
        unnest([0, province_id, regency_id, district_id]) as region_id,
        max(region_id) as last_id,
        count(*) filter (where depth = 1) as provinces,
        count(*) filter (where depth = 2) as regencies,
        count(*) filter (where depth = 3) as districts,
        count(*) filter (where depth = 4) as villages
    from placed
    group by province_id, regency_id, district_id
),

counted as (
    select
        region_id,
        max(last_id) as last_id,
        cast(sum(provinces) as bigint) as provinces,
        cast(sum(regencies) as bigint) as regencies,
        cast(sum(districts) as bigint) as districts,
        cast(sum(villages) as bigint) as villages
    from grouped
    group by all
)

select
    region.*,
    case region.depth
        when 0 then counted.provinces
        when 1 then counted.regencies
        when 2 then counted.districts
        when 3 then counted.villages
        else 0
    end as children,
    coalesce(counted.last_id, region.region_id) as last_id,
    coalesce(counted.regencies, 0) as regencies,
    coalesce(counted.districts, 0) as districts,
    coalesce(counted.villages, 1) as villages
from placed as region
left join counted on region.region_id = counted.region_id
order by region.region_id
