-- People beyond reach and PSM lacking: summed over the villages that are known; where
-- some are not, the region's own if that is more, and what is told is the least.
-- grain: one row per region of states; sums are null outside the region asked about
-- asked: region code; at_level: the level of the rows, null for all; others as states
create macro reach(
    asked, at_level, as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    -- verdicts are given to all of a province's districts or villages at once
    figures as (
        select
            state.*,
            state.norm_numerator / state.norm_denominator as norm,
            state.region_id between whole.region_id and whole.last_id as is_asked
        from
            states(
                if(at_level in ('nation', 'province', 'regency'), asked, asked[:2]),
                as_of, counted_kinds, given_numerator, given_denominator
            ) as state
        cross join marts.regions as whole
        where whole.code = asked
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
        where is_asked and depth = 4
    ),

    -- villages of different provinces are held against different norms
    sums as (
        select
            village.region_id,
            village.norm_numerator,
            village.norm_denominator,
            village.norm,
            count(*) as villages,
            count(*) filter (where village.state = 'unknown') as villages_unknown,
            count(*) filter (where village.psm_active = 0) as villages_no_psm,
            count(*) filter (where village.state = 'short') as villages_short,
            sum(village.excess) / any_value(village.scale) as uncovered,
            bool_or(village.state <> 'unknown' and village.shortage is null)
                as lacks_norm,
            sum(village.shortage) as shortage,
            sum(if(village.state = 'no_psm', village.shortage, 0)) as shortage_no_psm,
            sum(if(village.state = 'short', village.shortage, 0)) as shortage_short
        from parts as village
        group by all
    ),

    villages as (
        select
            region_id,
            sum(villages) as villages,
            sum(villages_unknown) as villages_unknown,
            sum(villages_no_psm) as villages_no_psm,
            sum(villages_short) as villages_short,
            fsum(uncovered) as uncovered,
            bool_or(lacks_norm) as is_without_norm,
            if(is_without_norm, null, sum(shortage)) as shortage,
            sum(shortage_no_psm) as shortage_no_psm,
            sum(shortage_short) as shortage_short,
            min(norm) filter (where villages > villages_unknown) as norm_low,
            max(norm) filter (where villages > villages_unknown) as norm_high,
            arg_max(norm_numerator, norm) filter (where villages > villages_unknown)
                as norm_numerator,
            arg_max(norm_denominator, norm) filter (where villages > villages_unknown)
                as norm_denominator
        from sums
        group by all
    )

    select
        region.* exclude (shortage),
        village.villages,
        village.villages_unknown,
        village.villages_no_psm,
        village.villages_short,
        if(
            village.villages_unknown = 0,
            village.uncovered,
            greatest(village.uncovered, region.excess / region.scale)
        ) as uncovered_persons,
        region.depth < 4
        and coalesce(village.villages_unknown > 0 and uncovered_persons >= 0, false)
            as is_uncovered_at_least,
        if(
            village.villages_unknown = 0 or village.is_without_norm,
            village.shortage,
            greatest(village.shortage, region.shortage)
        ) as shortage,
        if(village.shortage is null, null, village.shortage_no_psm) as shortage_no_psm,
        if(village.shortage is null, null, village.shortage_short) as shortage_short,
        -- which norm it was made with: of the villages, or of the region itself
        coalesce(uncovered_persons > village.uncovered, true) as is_own,
        if(is_own, region.norm, village.norm_low) as uncovered_norm_low,
        if(is_own, region.norm, village.norm_high) as uncovered_norm_high,
        case
            when is_own then region.norm_numerator
            when village.norm_low = village.norm_high then village.norm_numerator
        end as uncovered_norm_numerator,
        case
            when is_own then region.norm_denominator
            when village.norm_low = village.norm_high then village.norm_denominator
        end as uncovered_norm_denominator
    from figures as region
    left join villages as village on region.region_id = village.region_id
)
