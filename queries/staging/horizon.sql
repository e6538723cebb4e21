-- How far ahead reports are expected: some years after the last that came.
-- grain: one row
select * from source.horizon
