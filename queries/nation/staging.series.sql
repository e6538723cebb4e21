-- What figures of the nation and of any part are told of.
-- grain: as staging.series
with

named as (
    select
        dataset,
        kind,
        unit
    from own.series
    union
    select
        dataset,
        kind,
        unit
    from parts.series
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
