-- The submissions that count, for the age and the completeness of figures.
-- grain: one row per submission
select * exclude (tells) from staging.submissions
order by submission_id
