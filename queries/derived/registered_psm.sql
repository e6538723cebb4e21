-- Active PSM of registers; a region whose offices send only counts has none to tell of.
-- grain: one row per region and months [from_month, to_month); not complete where some
-- of its PSM are only counted
select
    region_id,
    from_month,
    to_month,
    active - coalesce(counts_only, 0) as registered,
    is_complete and coalesce(counts_only, 0) = 0 as is_complete,
    period
from marts.pillar_figures
where kind = 'psm' and (counts_only is null or active > counts_only)
