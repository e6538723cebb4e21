-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.role_steps
select * from own.role_steps
union
select * from parts.role_steps
