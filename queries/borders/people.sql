-- Whom this part knows, and in which province.
-- grain: one row per person and province, 0 for the nation's office
select * from staging.known_people
where (province_id = 0) = (select count(*) = 0 from staging.scope)
