-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.roles
select * from own.roles
union
select * from parts.roles
