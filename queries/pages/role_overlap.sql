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
where
    overlap.region_id = $region_id
    and overlap.from_month <= $as_of
    and $as_of < overlap.to_month
order by overlap.persons desc, overlap.kind_a asc, overlap.kind_b asc
