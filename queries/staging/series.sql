-- What figures are told of, for joining by number: a dataset (of flows with the
-- measure), a kind and its unit.
-- grain: one row per dataset, kind and unit; series are numbered in their order;
-- topic_id is the same for the units of a kind that end one another
with

named as (
    select
        'ppks' as dataset,
        kind,
        unit
    from source.ppks
    union
    select
        'pillar_counts' as dataset,
        kind,
        unit
    from reference.pillar_kinds
    union
    select
        'population' as dataset,
        unnest(['inhabitants', 'households']) as kind,
        unnest(['person', 'family']) as unit
    union
    select
        'national_list' as dataset,
        kind,
        unit
    from staging.national_list
    union
    select
        concat_ws(' ', dataset, measure) as dataset,
        kind,
        unit
    from staging.flows
    where dataset in ('ppks', 'cases', 'verification')
)

select
    cast(row_number() over (order by dataset, kind, unit) as smallint) as series_id,
    cast(
        dense_rank() over (order by dataset, kind, if(dataset like '% %', unit, ''))
        as smallint
    ) as topic_id,
    dataset,
    kind,
    unit
from named
