-- People beyond reach and PSM lacking of every region, with the norm that they were
-- made with: of the nation the sums over its provinces.
-- grain: one row per region of states; sums are null outside the region asked about
-- low_id to high_id: the region asked about; low_peer to high_peer: the province
-- that it is in; at_level: the level of the rows, null for all; others as states
create macro reach(
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

    reached as (
        select
            *,
            region_id between low_id and high_id as is_asked
        from region_reach(
            low_id,
            high_id,
            low_peer,
            high_peer,
            at_level,
            as_of,
            counted_kinds,
            given_numerator,
            given_denominator
        )
    ),

    -- provinces have norms of their own: the nation's people are the sum of theirs
    nation as (
        select
            -- in one order, so that the same comes of the same to the last digit
            fsum(uncovered_persons order by region_id) as uncovered_persons,
            if(bool_or(is_without_norm), null, sum(shortage)) as shortage,
            if(bool_or(is_without_norm), null, sum(shortage_no_psm))
                as shortage_no_psm,
            if(bool_or(is_without_norm), null, sum(shortage_short)) as shortage_short,
            min(numerator / denominator) as norm_low,
            max(numerator / denominator) as norm_high,
            if(norm_low = norm_high, min_by(numerator, region_id), null) as numerator,
            if(norm_low = norm_high, min_by(denominator, region_id), null)
                as denominator
        from reached
        where depth = 1 and uncovered_persons is not null
    )

    select
        named.code,
        named.name,
        named.level,
        named.parent_code,
        named.regency_id,
        named.district_id,
        region.region_id,
        region.ppks_persons,
        region.ppks_families,
        told_status(region.ppks_persons, region.ppks_is_complete, 'not_reported')
            as ppks_status,
        month_text(region.ppks_period) as ppks_period,
        region.psm_active,
        told_status(region.psm_active, region.psm_is_complete, null) as psm_status,
        month_text(region.psm_period) as psm_period,
        region.state,
        region.villages,
        region.villages_unknown,
        region.villages_no_psm,
        region.villages_short,
        region.norm_numerator,
        region.norm_denominator,
        region.norm_left_out,
        region.is_asked,
        if(region.depth = 0, nation.uncovered_persons, region.uncovered_persons)
            as uncovered_persons,
        if(region.depth = 0, nation.shortage, region.shortage) as shortage,
        if(region.depth = 0, nation.shortage_no_psm, region.shortage_no_psm)
            as shortage_no_psm,
        if(region.depth = 0, nation.shortage_short, region.shortage_short)
            as shortage_short,
        region.depth < 4
        and coalesce(
            region.villages_unknown > 0
            and if(region.depth = 0, nation.uncovered_persons, region.uncovered_persons)
            >= 0,
            false
        ) as is_uncovered_at_least,
        -- the norm that all of it was made with, none where provinces differ
        if(region.depth = 0, nation.numerator, region.numerator)
            as uncovered_norm_numerator,
        if(region.depth = 0, nation.denominator, region.denominator)
            as uncovered_norm_denominator,
        if(region.depth = 0, nation.norm_low, region.numerator / region.denominator)
            as uncovered_norm_low,
        if(region.depth = 0, nation.norm_high, region.numerator / region.denominator)
            as uncovered_norm_high,
        -- of other than the usual norm and kinds nothing is ready
        null as family_spread,
        null as family_psm_share
    from reached as region
    cross join nation
    inner join reference.regions as named on region.region_id = named.region_id
)
