-- Where does the chain from input to impact stand, against its targets?
-- grain: one row per indicator and region of the asked level, reported or not
-- reads: today
-- then: judgements
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $indicator (indicator, optional): the indicator; else all of them
with

attained as (
    select
        figure.*,
        target.* exclude (indicator, region_id, target_year),
        attainment(figure.direction, figure.value, target.target) as attainment_pct
    from
        indicator_figures($region_id, $region_last_id, $level, $as_of, $indicator)
            as figure
    left join region_targets($region_id, $region_last_id, $level) as target
        on
            figure.indicator = target.indicator
            and figure.region_id = target.region_id
            and target.target_year = $as_of // 12
),

-- what regions below a province are held against where there is no target
provinces as (
    select
        standing.indicator,
        standing.region_code,
        cast(
            indicator_value(
                indicator.unit,
                indicator.minimum_denominator,
                standing.numerator,
                standing.denominator,
                standing.own_value
            ) as double
        ) as whole_value,
        standing.numerator as whole_numerator,
        standing.denominator as whole_denominator
    from
        indicator_standing(
            $region_province_id,
            $region_province_last_id,
            'province',
            $as_of,
            $indicator
        ) as standing
    inner join reference.indicators as indicator using (indicator)
    where $level not in ('nation', 'province')
)

select
    attained.indicator,
    attained.chain_level,
    attained.unit,
    attained.region_code,
    attained.region_name,
    attained.numerator,
    attained.denominator,
    cast(attained.value as double) as value,
    attained.status,
    attained.target,
    attained.attainment_pct,
    case
        when attained.attainment_pct >= attained.good_from then 'good'
        when attained.attainment_pct >= attained.fair_from then 'fair'
        when attained.attainment_pct is not null and attained.good_from is not null
            then 'weak'
    end as standing,
    attained.target_region,
    attained.local_code,
    attained.direction,
    attained.beside,
    cast(attained.forecast_value as double) as forecast,
    month_text(attained.period) as period,
    attained.series,
    provinces.* exclude (indicator, region_code)
from attained
left join provinces
    on
        attained.indicator = provinces.indicator
        and attained.region_code[:2] = provinces.region_code
order by attained.position asc, attained.region_code asc
