-- What the check warned of when a file was taken in, while the submission is in force.
-- grain: one row per submission, sheet, column, warning and row (null: the sheet);
-- labels are the first texts it was about
select
    warning.submission_id,
    warning.sheet,
    warning.rule,
    warning.row,
    warning.labels,
    span.dataset,
    span.office_id,
    span.period,
    span.from_month,
    span.to_month
from staging.import_warnings as warning
inner join intermediate.submission_spans as span using (submission_id)
