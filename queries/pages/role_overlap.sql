-- Which kinds of pillars does the same person hold at once, and how many people do?
-- grain: one row per pair of kinds (kind_a before kind_b) that somebody holds; whoever
-- holds three kinds is in three pairs
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
select
    overlap.kind_a,
    overlap.kind_b,
    overlap.persons
from marts.role_overlaps as overlap
inner join reference.regions as region using (region_id)
where
    region.code = $region
    and overlap.from_month <= $as_of
    and $as_of < overlap.to_month
order by persons desc, kind_a asc, kind_b asc
