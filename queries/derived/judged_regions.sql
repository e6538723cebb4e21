-- Regions that chance can tell from the default norm, or nearly: PMKS and active PSM
-- side by side with the norm, where at least four PSM are expected.
-- grain: one row per region, a family (its level of a province; provinces: of the
-- nation, family 0) and months [from_month, to_month)
with

figures as (
    select
        ppks.region_id,
        greatest(ppks.from_month, psm.from_month) as from_month,
        least(ppks.to_month, psm.to_month) as to_month,
        ppks.ppks_persons,
        psm.active as psm_active
    from marts.ppks as ppks
    inner join marts.pillar_figures as psm using (region_id)
    where
        psm.kind = 'psm'
        and ppks.ppks_persons > 0
        and ppks.from_month < psm.to_month
        and psm.from_month < ppks.to_month
)

select
    figure.region_id,
    norm.region_id as family_id,
    region.level,
    greatest(figure.from_month, norm.from_month) as from_month,
    least(figure.to_month, norm.to_month) as to_month,
    figure.ppks_persons,
    figure.psm_active,
    cast(norm.numerator as bigint) as norm_numerator,
    cast(norm.denominator as bigint) as norm_denominator,
    if(setting.norm_numerator is null, 'own_ratio', 'setting') as norm_source
from figures as figure
inner join reference.regions as region on figure.region_id = region.region_id
inner join derived.norm_spans as norm
    on norm.region_id = if(region.depth <= 1, 0, region.province_id)
cross join reference.settings as setting
where
    region.depth > 0
    and figure.from_month < norm.to_month
    and norm.from_month < figure.to_month
    and figure.ppks_persons * norm.denominator >= 4 * norm.numerator
