-- How has the size of each national list stood, month by month?
-- grain: one row per source and month from its first report on; DTSEN took the place of
-- DTKS, which therefore ends with its last report once a region is told of in DTSEN;
-- is_reported where a report began to count
-- $region (region): the region asked about
-- $as_of (month): the last month
with

figures as (
    select * from marts.national_list
    where decile = 'all' and region_id = $region_id and from_month <= $as_of
),

spans as (
    select
        source,
        min(from_month) as first_month,
        max(period_to) as last_told,
        min(if(source = 'dtsen', min(from_month), null)) over () as replaced_in
    from figures
    group by source
),

months as (
    select
        source,
        unnest(generate_series(
            first_month,
            if(
                source = 'dtks' and replaced_in is not null,
                least($as_of, greatest(last_told, replaced_in - 1)),
                $as_of
            )
        )) as month
    from spans
)

select
    months.source,
    month_text(months.month) as month,
    any_value(figure.count) filter (where figure.measure = 'individuals')
        as individuals,
    any_value(figure.count) filter (where figure.measure = 'families') as families,
    bool_or(not figure.is_complete) as is_partial,
    bool_or(figure.from_month = months.month) as is_reported,
    month_text(min(figure.period_to)) as period
from months
left join figures as figure
    on
        months.source = figure.source
        and months.month >= figure.from_month
        and months.month < figure.to_month
group by months.source, months.month
order by months.source asc, months.month asc
