-- People beyond reach and PSM lacking of every region, up to the province: summed over
-- the villages that are known; where some are not, the region's own against the norm of
-- its villages if that is more, and what is told is the least.
-- grain: one row per region of states; sums are null outside the region asked about,
-- and those of the nation mix norms
-- parameters as those of reach
create macro region_reach(
    low_id,
    high_id,
    low_peer,
    high_peer,
    at_level,
    as_of,
    counted_kinds,
    given_numerator,
    given_denominator
) as table (
    with

    -- verdicts are given to all of a province's districts or villages at once
    figures as (
        select *
        from
            states(
                if(at_level in ('nation', 'province', 'regency'), low_id, low_peer),
                if(at_level in ('nation', 'province', 'regency'), high_id, high_peer),
                if(at_level in ('district', 'village'), null, 2),
                as_of,
                counted_kinds,
                given_numerator,
                given_denominator
            )
    ),

    -- each village under every region that it is part of
    parts as (
        select
            village.* exclude (region_id),
            unnest(
                if(
                    at_level = 'village', [region_id],
                    [0, province_id, regency_id, district_id, region_id]
                )
            ) as region_id
        from figures as village
        where region_id between low_id and high_id and depth = 4
    ),

    villages as (
        select
            village.region_id,
            any_value(village.norm_numerator) as reach_numerator,
            any_value(village.norm_denominator) as reach_denominator,
            count(*) as villages,
            count(*) filter (where village.state = 'unknown') as villages_unknown,
            count(*) filter (where village.psm_active = 0) as villages_no_psm,
            count(*) filter (where village.state = 'short') as villages_short,
            sum(village.excess) / any_value(village.scale) as uncovered,
            bool_or(village.state <> 'unknown' and village.shortage is null)
                as is_without_norm,
            if(is_without_norm, null, sum(village.shortage)) as lacking,
            if(
                lacking is null, null,
                sum(if(village.state = 'no_psm', village.shortage, 0))
            ) as shortage_no_psm,
            if(
                lacking is null, null,
                sum(if(village.state = 'short', village.shortage, 0))
            ) as shortage_short
        from parts as village
        group by all
    ),

    -- a region's own figures against the norm of its villages, who lack no less
    reached as (
        select
            region.* exclude (shortage, excess),
            village.* exclude (region_id, reach_numerator, reach_denominator),
            coalesce(village.reach_numerator, region.norm_numerator) as numerator,
            coalesce(village.reach_denominator, region.norm_denominator)
                as denominator,
            reached_by(
                villages_unknown,
                uncovered,
                uncovered_by(ppks_persons, psm_active, numerator, denominator)
            ) as uncovered_persons,
            reached_by(
                if(is_without_norm, 0, villages_unknown),
                lacking,
                shortage_by(ppks_persons, psm_active, numerator, denominator)
            ) as shortage
        from figures as region
        left join villages as village on region.region_id = village.region_id
    )

    select * from reached
)
