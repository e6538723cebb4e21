-- Those of all provinces.
-- grain: as derived.norm_people
select * from parts.norm_people
