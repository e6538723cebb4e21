-- What indicators are made of in both months of a comparison, of a region and of those
-- up to two levels below it. To date is what both months tell of the same list, of a
-- flow up to the same date of the year.
-- grain: one row per indicator, region asked about and place (itself or one below) that
-- either month tells of; last_id ends the place, is_office where it is a regency, or
-- what is asked about where that lies in one
-- low_id, high_id, at_level, chosen, as_of, base: as compared_months
create macro compared_parts(
    low_id, high_id, at_level, chosen, as_of, base
) as table (
    with

    inside as (
        select
            place.region_id as place_id,
            place.last_id,
            place.depth = greatest(level.depth, 2) as is_office,
            ancestor_at(
                level.depth,
                place.province_id,
                place.regency_id,
                place.district_id,
                place.region_id
            ) as region_id
        from reference.regions as place
        inner join reference.levels as level
            on place.depth between level.depth and level.depth + 2
        where
            level.level = at_level
            and place.region_id between low_id and high_id
    ),

    places as (
        select
            compared.* exclude (last_id, depth),
            inside.* exclude (region_id),
            unnest([compared.now_month, compared.base_month]) as month,
            unnest([false, true]) as is_before
        from
            compared_months(low_id, high_id, at_level, chosen, as_of, base)
                as compared
        inner join inside using (region_id)
    ),

    parts as (
        select
            places.*,
            part.* exclude (indicator, region_id, from_month, to_month, beside)
        from places
        inner join results.indicator_parts as part
            on places.indicator = part.indicator and places.place_id = part.region_id
        where
            part.region_id between low_id and high_id
            and part.from_month <= places.month
            and places.month < part.to_month
        union all by name
        -- what is overdue, by today or by the month's last day
        select
            places.*,
            due.numerator,
            due.denominator
        from places
        inner join results.indicator_pending as due
            on places.indicator = due.indicator and places.place_id = due.region_id
        where
            due.region_id between low_id and high_id
            and due.from_month <= places.month
            and places.month < due.to_month
            and due.due_on < greatest(
                current_date, last_day(cast(month_text(places.month) || '-01' as date))
            )
    ),

    sides as (
        select
            * exclude (
                month, is_before, series, numerator, denominator, value, is_complete,
                period
            ),
            cast(sum(numerator) filter (where not is_before) as bigint) as numerator,
            cast(sum(denominator) filter (where not is_before) as bigint)
                as denominator,
            any_value(value) filter (where not is_before) as value,
            cast(sum(numerator) filter (where is_before) as bigint)
                as numerator_before,
            cast(sum(denominator) filter (where is_before) as bigint)
                as denominator_before,
            any_value(value) filter (where is_before) as value_before,
            any_value(period) filter (where not is_before) as period,
            any_value(period) filter (where is_before) as period_before,
            coalesce(bool_and(is_complete) filter (where not is_before), true)
                as is_complete,
            coalesce(bool_and(is_complete) filter (where is_before), true)
                as is_complete_before,
            bool_or(not is_before) and bool_or(is_before)
            and count(distinct series) <= 1 as is_in_both
        from parts
        group by all
    )

    select
        *,
        is_in_both
        and (
            not is_flow
            or (
                coalesce(period, now_month) = now_month
                and coalesce(period_before, base_month) = base_month
            )
        ) as is_to_date
    from sides
)
