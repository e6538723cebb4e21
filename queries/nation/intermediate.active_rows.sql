-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.active_rows
select * from own.active_rows
union
select * from parts.active_rows
