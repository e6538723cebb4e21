-- The kinds of pillars, for labels and units.
-- grain: one row per kind
select * from staging.pillar_kinds
