-- The state of every region above the village at the default norm and kinds, and what
-- its villages add up to.
-- grain: one row per region and months [from_month, to_month), from 0 to 999999 without
-- a gap; numerator and denominator are the norm of its villages, of a province the
-- nation's where it has none; sums of the nation mix norms
with

-- a province's own norm holds for what is in it, the nation's for provinces
normed as (
    select
        figure.*,
        region.depth,
        region.province_id,
        region.villages,
        norm.numerator as norm_numerator,
        norm.denominator as norm_denominator,
        norm.left_out as norm_left_out,
        greatest(figure.from_month, norm.from_month) as norm_from,
        least(figure.to_month, norm.to_month) as norm_to
    from derived.coverage_figures as figure
    inner join reference.regions as region on figure.region_id = region.region_id
    inner join derived.norm_spans as norm
        on norm.region_id = if(region.depth <= 1, 0, region.province_id)
    where
        region.depth < 4
        and figure.from_month < norm.to_month
        and norm.from_month < figure.to_month
),

-- of a province, that of what is in it beside the nation's
ruled as (
    select
        figure.* exclude (from_month, to_month, norm_from, norm_to),
        if(depth = 1, village.numerator, norm_numerator) as village_numerator,
        if(depth = 1, village.denominator, norm_denominator) as village_denominator,
        greatest(figure.norm_from, coalesce(village.from_month, 0)) as from_month,
        least(figure.norm_to, coalesce(village.to_month, 999999)) as to_month
    from normed as figure
    left join derived.norm_spans as village
        on
            figure.depth = 1
            and figure.region_id = village.region_id
            and figure.norm_from < village.to_month
            and figure.norm_to > village.from_month
),

judged as (
    select
        * exclude (village_numerator, village_denominator),
        coalesce(village_numerator, norm_numerator) as numerator,
        coalesce(village_denominator, norm_denominator) as denominator,
        coalesce(village_denominator, 1) as scale,
        state_by(ppks_persons, psm_active, norm_numerator, norm_denominator) as state
    from ruled
)

select
    * replace (
        nullif(villages, 0) as villages,
        coalesce(known, 0) as known,
        coalesce(no_psm, 0) as no_psm,
        coalesce(short, 0) as short,
        coalesce(normless, 0) as normless
    )
from judged
