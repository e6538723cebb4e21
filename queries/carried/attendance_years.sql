-- Since when lists tell of who attended a bimtek, of provinces and regencies.
-- grain: as intermediate.attendance_years
select told.* from intermediate.attendance_years as told
inner join reference.regions as region using (region_id)
where region.depth in (1, 2)
