-- Which settings were these figures made with?
-- grain: one row; the norm as a fraction, null where each province's own ratio holds
select * from reference.settings
