-- Every region with its level and its ancestors, the nation above all.
-- grain: one row per region; region_id follows the order of the codes
with

coded as (
    select
        code,
        name,
        length(code) - length(replace(code, '.', '')) as dots
    from source.regions
    union all
    select
        'ID' as code,
        'Indonesia' as name,
        -1 as dots
),

numbered as (
    select
        code,
        name,
        dots,
        cast(row_number() over (order by dots >= 0, code) - 1 as integer) as region_id
    from coded
)

select
    region.region_id,
    region.code,
    region.name,
    case region.dots
        when -1 then 'nation'
        when 0 then 'province'
        when 1 then 'regency'
        when 2 then 'district'
        else 'village'
    end as level,
    cast(region.dots + 1 as integer) as depth,
    case region.dots
        when -1 then null
        when 0 then 0
        when 1 then province.region_id
        when 2 then regency.region_id
        else district.region_id
    end as parent_id,
    province.region_id as province_id,
    regency.region_id as regency_id,
    district.region_id as district_id
from numbered as region
left join numbered as province
    on region.dots >= 0 and substr(region.code, 1, 2) = province.code
left join numbered as regency
    on region.dots >= 1 and substr(region.code, 1, 5) = regency.code
left join numbered as district
    on region.dots >= 2 and substr(region.code, 1, 8) = district.code
