-- Where does the chain from input to impact stand, against its targets?
-- grain: one row per indicator and region of the asked level, reported or not
-- reads: today
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
with

attained as (
    select
        figure.*,
        target.* exclude (indicator, region_id, target_year),
        attainment(figure.direction, figure.value, target.target) as attainment_pct
    from indicator_figures($region, $level, $as_of) as figure
    left join region_targets($region, $level) as target
        on
            figure.indicator = target.indicator
            and figure.region_id = target.region_id
            and target.target_year = $as_of // 12
)

select
    indicator,
    chain_level,
    unit,
    region_code,
    region_name,
    numerator,
    denominator,
    cast(value as double) as value,
    status,
    target,
    attainment_pct,
    case
        when attainment_pct >= good_from then 'good'
        when attainment_pct >= fair_from then 'fair'
        when attainment_pct is not null and good_from is not null then 'weak'
    end as standing,
    target_region,
    local_code,
    direction,
    beside,
    cast(forecast_value as double) as forecast,
    month_text(period) as period,
    series
from attained
order by position asc, region_code asc
