-- People beyond reach and PSM lacking of every region, with the norm that they were
-- made with: of the nation the sums over its provinces.
-- grain: one row per region of states; sums are null outside the region asked about
-- asked: region code; at_level: the level of the rows, null for all; others as states
create macro reach(
    asked, at_level, as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    reached as (
        select * from region_reach(
            asked, at_level, as_of, counted_kinds, given_numerator, given_denominator
        )
    ),

    -- provinces have norms of their own: the nation's people are the sum of theirs
    nation as (
        select
            fsum(uncovered_persons) as uncovered_persons,
            if(bool_or(is_without_norm), null, sum(shortage)) as shortage,
            if(bool_or(is_without_norm), null, sum(shortage_no_psm))
                as shortage_no_psm,
            if(bool_or(is_without_norm), null, sum(shortage_short)) as shortage_short,
            min(numerator / denominator) as norm_low,
            max(numerator / denominator) as norm_high,
            if(norm_low = norm_high, any_value(numerator), null) as numerator,
            if(norm_low = norm_high, any_value(denominator), null) as denominator
        from reached
        where depth = 1 and uncovered_persons is not null
    )

    select
        region.* exclude (lacking, uncovered, is_without_norm, numerator, denominator)
        replace (
            if(depth = 0, nation.uncovered_persons, region.uncovered_persons)
                as uncovered_persons,
            if(depth = 0, nation.shortage, region.shortage) as shortage,
            if(depth = 0, nation.shortage_no_psm, region.shortage_no_psm)
                as shortage_no_psm,
            if(depth = 0, nation.shortage_short, region.shortage_short)
                as shortage_short
        ),
        depth < 4
        and coalesce(
            villages_unknown > 0
            and if(depth = 0, nation.uncovered_persons, region.uncovered_persons) >= 0,
            false
        ) as is_uncovered_at_least,
        -- the norm that all of it was made with, none where provinces differ
        if(depth = 0, nation.numerator, region.numerator) as uncovered_norm_numerator,
        if(depth = 0, nation.denominator, region.denominator)
            as uncovered_norm_denominator,
        if(depth = 0, nation.norm_low, region.numerator / region.denominator)
            as uncovered_norm_low,
        if(depth = 0, nation.norm_high, region.numerator / region.denominator)
            as uncovered_norm_high
    from reached as region
    cross join nation
)
