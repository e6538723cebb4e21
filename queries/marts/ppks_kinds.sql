-- The kinds of PPKS, for labels and units.
-- grain: one row per kind
select * from staging.ppks_kinds
order by kind_order
