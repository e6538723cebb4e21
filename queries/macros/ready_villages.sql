-- Coverage of villages at the default norm and kinds: what publishing made ready of
-- them, held against the norm of their province.
-- grain: one row per village; columns as results.coverage
create macro ready_villages(as_of) as table (
    with

    normed as (
        select
            village.* exclude (province_id, from_month, to_month),
            norm.numerator as norm_numerator,
            norm.denominator as norm_denominator,
            norm.left_out as norm_left_out
        from results.coverage_villages as village
        inner join results.norms as norm on village.province_id = norm.region_id
        where
            village.from_month <= as_of
            and village.to_month > as_of
            and norm.from_month <= as_of
            and norm.to_month > as_of
    ),

    -- in a step of its own: what follows from it would work it out again each time
    judged as (
        select
            *,
            state_by(ppks_persons, psm_active, norm_numerator, norm_denominator)
                as state,
            cast(
                shortage_by(ppks_persons, psm_active, norm_numerator, norm_denominator)
                as bigint
            ) as shortage,
            uncovered_by(ppks_persons, psm_active, norm_numerator, norm_denominator)
                as uncovered_persons
        from normed
    )

    select
        *,
        1 as villages,
        cast(state = 'unknown' as bigint) as villages_unknown,
        cast(coalesce(psm_active = 0, false) as bigint) as villages_no_psm,
        cast(state = 'short' as bigint) as villages_short,
        if(state = 'no_psm', shortage, 0 * shortage) as shortage_no_psm,
        if(state = 'short', shortage, 0 * shortage) as shortage_short,
        norm_numerator as uncovered_norm_numerator,
        norm_denominator as uncovered_norm_denominator,
        false as is_uncovered_at_least
    from judged
)
