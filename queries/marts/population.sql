-- Inhabitants and households, each region with its figure at its own level.
-- grain: one row per region, kind and months [from_month, to_month)
select
    region_id,
    kind,
    from_month,
    to_month,
    value as count,
    is_complete,
    period_from,
    period_to
from intermediate.figures
where dataset = 'population'
order by kind, region_id, from_month
