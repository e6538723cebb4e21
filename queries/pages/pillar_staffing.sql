-- Of the regions that a kind serves, how many have somebody, nobody, or do not tell?
-- grain: one row
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
-- $kind (pillar_kind): the kind of pillar
select
    count(*) as regions,
    count(*) filter (where figure.active > 0) as staffed,
    count(*) filter (where figure.active = 0 and figure.is_complete) as vacant,
    regions - staffed - vacant as unknown
from reference.pillar_kinds as kind
inner join reference.regions as region
    on
        region.region_id between $region_id and $region_last_id
        and kind.served_depth = region.depth
left join marts.pillar_figures as figure
    on
        region.region_id = figure.region_id
        and kind.kind = figure.kind
        and figure.region_id between $region_id and $region_last_id
        and figure.from_month <= $as_of
        and $as_of < figure.to_month
where kind.kind = $kind
