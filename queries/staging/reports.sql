-- Counts reported for a region and period, of every dataset that sends such counts.
-- grain: one row per submission, region and series; labels of one kind are added up;
-- blank counts are no report;
-- visible_month is the month from which the report is seen
with

sent as (
    select
        'ppks' as dataset,
        submission_id,
        region_code,
        kind,
        unit,
        period_from,
        period_to,
        count as value,
        period_to as visible_month
    from source.ppks
    union all
    select
        'pillar_counts' as dataset,
        counted.submission_id,
        counted.region_code,
        counted.kind,
        kind.unit,
        counted.period_from,
        counted.period_to,
        counted.count as value,
        counted.period_to as visible_month
    from source.pillar_counts as counted
    inner join reference.pillar_kinds as kind on counted.kind = kind.kind
    union all
    select
        'population' as dataset,
        submission_id,
        region_code,
        'inhabitants' as kind,
        'person' as unit,
        period_from,
        period_to,
        inhabitants as value,
        period_from as visible_month
    from source.population
    union all
    select
        'population' as dataset,
        submission_id,
        region_code,
        'households' as kind,
        'family' as unit,
        period_from,
        period_to,
        households as value,
        period_from as visible_month
    from source.population
    union all
    select
        'national_list' as dataset,
        *,
        period_to as visible_month
    from staging.national_list
)

select
    sent.submission_id,
    region.region_id,
    series.series_id,
    sent.period_from,
    sent.period_to,
    sent.visible_month,
    cast(sum(sent.value) as bigint) as value
from sent
inner join staging.series as series using (dataset, kind, unit)
inner join reference.regions as region on sent.region_code = region.code
where sent.value is not null
group by all
