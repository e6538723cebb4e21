-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.trainings
select * from own.trainings
union
select * from parts.trainings
