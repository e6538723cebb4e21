-- The submissions of the provinces' offices.
-- grain: as staging.submissions
select submission.* from staging.submissions as submission
where submission.office_depth >= 1
