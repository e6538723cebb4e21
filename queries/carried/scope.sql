-- The provinces of the part.
-- grain: as staging.scope
select * from staging.scope
