-- The submissions of all offices, the nation's too.
-- grain: as staging.submissions
select * from own.submissions
union all by name
select * from parts.submissions
