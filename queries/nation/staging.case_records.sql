-- Those of the nation's office and of all others.
-- grain: as staging.case_records
select * from own.case_records
union all by name
select * from parts.case_records
