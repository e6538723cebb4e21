-- How have the indicators moved between two months, over what both of them tell?
-- grain: one row per indicator and region of the asked level, told of or not; now_month
-- and base_month are of flows the same date of both years; value and value_before are
-- null where nothing can be compared; share is how much of the region's figure is
-- reads: today
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the later month
-- $base (month): the month compared with
-- $indicator (indicator, optional): the indicator; else all of them
select
    indicator.indicator,
    region.code as region_code,
    region.name as region_name,
    indicator.unit,
    months.is_flow,
    month_text(months.now_month) as now_month,
    month_text(months.base_month) as base_month,
    matched.numerator,
    matched.denominator,
    cast(
        indicator_value(
            indicator.unit,
            indicator.minimum_denominator,
            matched.numerator,
            matched.denominator,
            matched.value
        ) as double
    ) as value,
    matched.numerator_before,
    matched.denominator_before,
    cast(
        indicator_value(
            indicator.unit,
            indicator.minimum_denominator,
            matched.numerator_before,
            matched.denominator_before,
            matched.value_before
        ) as double
    ) as value_before,
    matched.share
from
    compared_months(
        $region_id, $region_last_id, $level, $indicator, $as_of, $base
    ) as months
inner join reference.indicators as indicator using (indicator)
inner join reference.regions as region using (region_id)
left join
    matched_indicators(
        $region_id, $region_last_id, $level, $indicator, $as_of, $base
    ) as matched
    using (indicator, region_id)
order by indicator.position asc, region_code asc
