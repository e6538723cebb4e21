-- How current is what the figures rest on, and how old is the oldest of it?
-- grain: one row per dataset (ppks, pillars, coverage for both, cases, verification)
-- that tells of villages of the region; villages_latest of villages rest on the latest
-- month, the oldest on the oldest
-- $region (region): the region asked about
-- $as_of (month): the month looked back from
select
    dataset,
    month_text(max(month)) as latest,
    month_text(min(month)) as oldest,
    cast(max_by(villages, month) as bigint) as villages_latest,
    cast(min_by(villages, month) as bigint) as villages_oldest,
    cast(sum(villages) as bigint) as villages
from figure_months($region_id, $region_last_id, $as_of)
group by dataset
order by dataset
