-- Active pillars by kind and regency, looked up in Imbang's marts.
-- grain: one row per regency and kind that is counted there as of $month
select
    region.code,
    figure.kind,
    figure.active as count
from regions as region
-- written so that SQLite begins with the regencies; to others it is an inner join
cross join pillar_figures as figure
inner join pillar_kinds as kind on figure.kind = kind.kind
where
    region.region_id = figure.region_id
    and region.level = 'regency'
    and figure.from_month <= $month
    and figure.to_month > $month
    and kind.is_in_use = 1
    and kind.served_depth >= 2
