-- PMKS and active PSM of villages, of the default kinds, ready for pages: all of their
-- coverage that does not follow from the norm of their province, which moves far more
-- often than they do (the macro ready_villages).
-- grain: one row per village and months [from_month, to_month), from 0 to 999999
-- without a gap; psm_status is null where PSM are not known
select
    figure.region_id,
    region.province_id,
    figure.from_month,
    figure.to_month,
    figure.ppks_persons,
    figure.ppks_families,
    told_status(figure.ppks_persons, figure.ppks_is_complete, 'not_reported')
        as ppks_status,
    month_text(figure.ppks_period) as ppks_period,
    figure.psm_active,
    told_status(figure.psm_active, figure.psm_is_complete, null) as psm_status,
    month_text(figure.psm_period) as psm_period
from derived.coverage_figures as figure
inner join reference.regions as region using (region_id)
where region.depth = 4
order by figure.region_id, figure.from_month
