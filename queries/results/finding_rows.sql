-- Where findings stand in the files that were sent.
-- grain: one row per finding, row of a sheet and months [from_month, to_month)
select distinct
    finding_id,
    submission_id,
    sheet,
    row,
    from_month,
    to_month
from derived.offending
where row is not null
order by finding_id, submission_id, sheet, row
