-- Those of each province.
-- grain: as derived.reach_sums, of provinces
select * from parts.reach_sums
