-- Bimtek of other parts' offices that people known here attended.
-- grain: one row per person and activity
select * from source.trainings_elsewhere
