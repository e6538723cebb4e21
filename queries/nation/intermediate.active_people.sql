-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.active_people
select * from own.active_people
union
select * from parts.active_people
