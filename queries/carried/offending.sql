-- What rules found that is the nation's to look at.
-- grain: as derived.offending
select * from derived.offending
where region_id = 0
