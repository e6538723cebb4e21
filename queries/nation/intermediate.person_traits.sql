-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.person_traits
select * from own.person_traits
union
select * from parts.person_traits
