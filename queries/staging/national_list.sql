-- Individuals and families in the national lists, each a figure of its own; the whole
-- list where only its deciles are given, all ten of them.
-- grain: one row per submission, region, kind (source dtks or dtsen, measure
-- individuals or families, decile 1 to 10, 6-10 or unranked, none for all) and period
with

sent as (
    select
        submission_id,
        region_code,
        source,
        decile,
        period_from,
        period_to,
        unnest([ -- noqa: AL03
            { 'measure': 'individuals', 'unit': 'person', 'value': individuals },
            { 'measure': 'families', 'unit': 'family', 'value': families }
        ], recursive := true)
    from source.national_list
),

told as (
    select * from sent
    where value is not null
),

sums as (
    select
        * exclude (decile, value),
        count(*) filter (where decile in ('1', '2', '3', '4', '5')) as lower_told,
        count(*) filter (where decile in ('6', '7', '8', '9', '10')) as upper_told,
        any_value(value) filter (where decile = '6-10') as upper_together,
        sum(value) filter (where decile not in ('6', '7', '8', '9', '10', '6-10'))
            as others,
        coalesce(
            upper_together,
            sum(value) filter (where decile in ('6', '7', '8', '9', '10'))
        ) as upper_five
    from told
    group by all
    having bool_and(decile <> 'all')
)

select
    submission_id,
    region_code,
    concat_ws(' ', source, measure, nullif(decile, 'all')) as kind,
    unit,
    period_from,
    period_to,
    value
from told
union all
select
    submission_id,
    region_code,
    concat_ws(' ', source, measure) as kind,
    unit,
    period_from,
    period_to,
    others + upper_five as value
from sums
where lower_told = 5 and (upper_told = 5 or upper_together is not null)
