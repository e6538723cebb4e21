-- Needs in persons that are reported whole both in a month and a year before: a region
-- as a whole where it is; else what the regions below it add up to that are
-- (matched_years.upward.sql), never one inside another.
-- grain: one row per region, series and months [from_month, to_month); is_whole where
-- the region itself is compared
select
    now.region_id,
    now.series_id,
    greatest(now.from_month, before.from_month + 12) as from_month,
    least(now.to_month, before.to_month + 12) as to_month,
    now.value as count,
    before.value as before,
    true as is_whole
from intermediate.figures as now
inner join intermediate.figures as before using (region_id, series_id)
inner join staging.series as series using (series_id)
inner join reference.ppks_kinds as need on series.kind = need.kind
where
    series.dataset = 'ppks'
    and series.unit = 'person'
    and need.is_counted
    and now.is_complete
    and before.is_complete
    and now.from_month < before.to_month + 12
    and before.from_month + 12 < now.to_month
