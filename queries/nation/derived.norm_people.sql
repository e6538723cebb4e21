-- Those of all provinces whom several know.
-- grain: as derived.norm_people
select * from parts.norm_people
