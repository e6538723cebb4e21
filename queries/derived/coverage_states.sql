-- The state of every region at the default norm and kinds, and what its villages add up
-- to; a village is all the villages that there are in it.
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
        figure.from_month < norm.to_month
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
),

counted as (
    select
        *,
        excess_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as own_excess,
        lacking_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as own_lacking
    from judged
)

select
    * exclude (own_excess, own_lacking)
    replace (
        if(depth = 4, 1, nullif(villages, 0)) as villages,
        if(depth = 4, cast(state <> 'unknown' as integer), coalesce(known, 0)) as known,
        coalesce(if(depth = 4, cast(psm_active = 0 as integer), no_psm), 0) as no_psm,
        if(depth = 4, cast(state = 'short' as integer), coalesce(short, 0)) as short,
        if(depth = 4, own_excess, excess) as excess,
        if(depth = 4, if(state = 'no_psm', own_lacking, 0), shortage_no_psm)
            as shortage_no_psm,
        if(depth = 4, if(state = 'short', own_lacking, 0), shortage_short)
            as shortage_short,
        if(
            depth = 4,
            cast(state = 'no_psm' and own_lacking is null as integer),
            coalesce(normless, 0)
        ) as normless
    )
from counted
