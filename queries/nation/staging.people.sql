-- People of the nation's office, and those whom several provinces know.
-- grain: as staging.people
select * from own.people
union
select * from parts.people
