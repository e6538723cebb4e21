-- Those of the nation's office and of all others.
-- grain: as marts.services
select * from own.services
union all by name
select * from parts.services
