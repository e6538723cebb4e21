-- Where does the chain from input to impact stand, against its targets?
-- grain: one row per indicator and region of the asked level, reported or not
-- reads: today
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
with

figures as materialized (
    select * from indicator_figures($region, $level, $as_of)
),

-- a target of a rate is also that of the regions below; the nearest counts
targeted as (
    select
        figure.indicator,
        figure.region_id,
        arg_max(target.target_value, target.depth) as target,
        arg_max(owner.code, target.depth) as target_region,
        arg_max(target.local_code, target.depth) as local_code
    from figures as figure
    inner join marts.targets as target using (indicator)
    inner join marts.regions as owner on target.region_id = owner.region_id
    where
        target.target_year = $as_of // 12
        and figure.region_id between owner.region_id and owner.last_id
        and (figure.is_inherited or figure.region_id = owner.region_id)
    group by all
),

attained as (
    select
        figure.*,
        targeted.* exclude (indicator, region_id),
        attainment(figure.direction, figure.value, targeted.target) as attainment_pct
    from figures as figure
    left join targeted using (indicator, region_id)
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
