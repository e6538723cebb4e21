-- How many people norms count.
-- grain: as derived.norm_persons
select * from derived.norm_persons
