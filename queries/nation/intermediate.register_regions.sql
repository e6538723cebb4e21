-- The registers that the nation's figures rest on: those of its provinces, and its own.
-- grain: as intermediate.register_regions
select * from own.register_regions
where region_id = 0
union
select * replace (0 as region_id) from parts.register_regions
