-- Where is nobody of a kind although its region should have one?
-- grain: one row per region without anybody of the kind: villages without PSM,
-- districts without TKSK, regencies without LK3; only where it is known that there is
-- none
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
-- $kind (pillar_kind): the kind of pillar
select
    region.code as region_code,
    region.name as region_name,
    region.level,
    region.parent_code,
    need.ppks_persons
from marts.pillar_figures as figure
inner join reference.pillar_kinds as kind using (kind)
inner join reference.regions as region on figure.region_id = region.region_id
left join marts.ppks as need
    on
        figure.region_id = need.region_id
        and need.region_id between $region_id and $region_last_id
        and need.from_month <= $as_of
        and $as_of < need.to_month
where
    figure.region_id between $region_id and $region_last_id
    and kind.kind = $kind
    and region.depth = kind.served_depth
    and figure.active = 0
    and figure.is_complete
    and figure.from_month <= $as_of
    and $as_of < figure.to_month
order by need.ppks_persons desc nulls last, region_code asc
