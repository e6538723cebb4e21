-- How far ahead reports are expected: it is given, so that it is the same whichever
-- offices are looked at.
-- grain: one row
select last_month from source.horizon
