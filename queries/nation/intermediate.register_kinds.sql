-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.register_kinds
select * from own.register_kinds
union
select * from parts.register_kinds
