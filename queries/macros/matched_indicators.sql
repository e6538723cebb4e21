-- What indicators of a region are made of in two months, over what both of them tell:
-- the region where it is whole in both, else those below it that are, never one inside
-- another; of what does not add up the region where the same offices tell of it.
-- grain: one row per indicator and region that can be compared; share is how much of
-- the region's later figure is compared
-- low_id, high_id, at_level, chosen, as_of, base: as compared_months
create macro matched_indicators(
    low_id, high_id, at_level, chosen, as_of, base
) as table (
    with

    parts as (
        select
            part.*,
            indicator.unit not in ('percent', 'per 1000', 'persons') as is_undivided
        from
            compared_parts(low_id, high_id, at_level, chosen, as_of, base) as part
        inner join reference.indicators as indicator using (indicator)
    ),

    undivided as (
        select
            indicator,
            region_id
        from parts
        where is_undivided
        group by all
        having bool_and(
            not is_office or (is_to_date and is_complete = is_complete_before)
        )
    ),

    -- regions are numbered so that those inside one follow it
    divided as (
        select * from parts
        where is_to_date and is_complete and is_complete_before and not is_undivided
        qualify coalesce(
            max(last_id) over (
                partition by indicator, region_id
                order by place_id
                rows between unbounded preceding and 1 preceding
            ) < place_id,
            true
        )
    ),

    matched as (
        select * from divided
        union all by name
        select parts.*
        from parts
        semi join undivided using (indicator, region_id)
        where parts.place_id = parts.region_id and parts.is_in_both
    )

    select
        matched.indicator,
        matched.region_id,
        cast(sum(matched.numerator) as bigint) as numerator,
        cast(sum(matched.denominator) as bigint) as denominator,
        any_value(matched.value) as value,
        cast(sum(matched.numerator_before) as bigint) as numerator_before,
        cast(sum(matched.denominator_before) as bigint) as denominator_before,
        any_value(matched.value_before) as value_before,
        least(
            1,
            coalesce(
                sum(matched.denominator) / nullif(any_value(whole.denominator), 0),
                sum(matched.numerator) / nullif(any_value(whole.numerator), 0),
                1
            )
        ) as share
    from matched
    left join parts as whole
        on
            matched.indicator = whole.indicator
            and matched.region_id = whole.region_id
            and whole.place_id = whole.region_id
    group by all
)
