-- The counts of PSM that occur.
-- grain: one row per count
select distinct active as count
from marts.pillar_figures
where kind = 'psm'
