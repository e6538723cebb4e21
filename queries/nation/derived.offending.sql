-- What rules found of the nation, and in parts for it.
-- grain: as derived.offending
select * from own.offending
where region_id = 0
union
select * from parts.offending
