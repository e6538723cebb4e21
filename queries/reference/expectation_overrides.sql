-- What this office's settings say otherwise of what an office is expected to send.
-- grain: one row per office and dataset; due_days is null where it is as for all
select * from source.expectation_overrides
