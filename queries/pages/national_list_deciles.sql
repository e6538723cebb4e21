-- How many individuals and families stand in each decile of the national lists?
-- grain: one row per source (DTKS, DTSEN) and decile with a figure (1 to 10, 6-10, or
-- unranked), in the order of deciles; whole_ figures are those of the whole list
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
with

figures as (
    select * from marts.national_list
    where region_id = $region_id and from_month <= $as_of and $as_of < to_month
),

told as (
    select
        source,
        decile,
        any_value(count) filter (where measure = 'individuals') as individuals,
        any_value(count) filter (where measure = 'families') as families,
        bool_or(not is_complete) as is_partial,
        min(period_to) as period
    from figures
    group by all
)

select
    told.source,
    told.decile,
    told.individuals,
    told.families,
    told.individuals / nullif(whole.individuals, 0) as individuals_share,
    told.families / nullif(whole.families, 0) as families_share,
    told.is_partial,
    month_text(told.period) as period,
    whole.individuals as whole_individuals,
    whole.families as whole_families
from told
left join told as whole on told.source = whole.source and whole.decile = 'all'
where told.decile <> 'all'
order by
    told.source desc,
    coalesce(
        list_position(
            ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '6-10', 'unranked'],
            told.decile
        ),
        0
    )
