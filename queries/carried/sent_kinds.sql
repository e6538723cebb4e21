-- The kinds that the nation's office has rows for.
-- grain: as staging.sent_kinds
select sent.* from staging.sent_kinds as sent
inner join staging.submissions as submission using (submission_id)
where submission.office_depth = 0
