-- Single cases of the provinces.
-- grain: as staging.case_records
select * from staging.case_records
