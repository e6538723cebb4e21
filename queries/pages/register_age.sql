-- How long ago were the active rows of registers confirmed?
-- grain: one row per region of the asked level that has active rows in registers
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $kind (pillar_kind, optional): the kind of pillar; else all kinds in use
select
    region.code as region_code,
    region.name as region_name,
    cast(sum(aged.rows) as integer) as rows,
    cast(coalesce(sum(aged.rows) filter (where aged.age = 6), 0) as integer)
        as within_6_months,
    cast(coalesce(sum(aged.rows) filter (where aged.age = 12), 0) as integer)
        as within_12_months,
    cast(coalesce(sum(aged.rows) filter (where aged.age = 24), 0) as integer)
        as within_24_months,
    cast(coalesce(sum(aged.rows) filter (where aged.age = 99), 0) as integer)
        as longer_ago,
    cast(coalesce(sum(aged.rows) filter (where aged.age is null), 0) as integer)
        as never,
    coalesce(sum(aged.rows) filter (where aged.age <= 12), 0) / sum(aged.rows)
        as current_share
from marts.confirmations as aged
inner join reference.pillar_kinds as kind using (kind)
inner join reference.regions as region on aged.region_id = region.region_id
where
    aged.region_id between $region_id and $region_last_id
    and region.level = $level
    and if($kind is null, kind.is_in_use, kind.kind = $kind)
    and aged.from_month <= $as_of
    and $as_of < aged.to_month
group by region.code, region.name
order by current_share asc, region_code asc
