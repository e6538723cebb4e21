-- People whom several provinces know.
-- grain: as staging.people
select * from staging.people
where is_crossing
