-- Bimtek of these offices and who attended them.
-- grain: as intermediate.trainings
select * from intermediate.trainings
where (office_id = 0) = (select count(*) = 0 from staging.scope)
