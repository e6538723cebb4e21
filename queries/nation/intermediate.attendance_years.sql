-- Since when lists of the nation or of any province tell of who attended a bimtek.
-- grain: as intermediate.attendance_years, of the nation, provinces and regencies
with

told as (
    select * from own.attendance_years
    where region_id = 0
    union all by name
    select * replace (0 as region_id)
    from parts.attendance_years
)

select
    region_id,
    min(from_month) as from_month,
    to_month
from told
group by all
union all by name
select * from parts.attendance_years
