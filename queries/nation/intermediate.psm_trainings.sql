-- Those of the nation's office, and what parts carry up.
-- grain: as intermediate.psm_trainings
select * from own.psm_trainings
union
select * from parts.psm_trainings
