-- What the check warned of when a file was taken in.
-- grain: one row per submission, sheet, column, warning and row (null: the sheet)
select * from source.import_warnings
