-- How old is what each office sent last?
-- grain: one row per dataset and office of the region: its regencies, and any other
-- office that sent something; period null where it never sent the dataset
-- $region (region): the region asked about
-- $as_of (month): the month looked back from
with

within as (
    select * from reference.regions
    where region_id between $region_id and $region_last_id
),

above as (
    select office.*
    from reference.regions as region
    inner join reference.region_ancestors as climbed using (region_id)
    inner join reference.regions as office on climbed.ancestor_id = office.region_id
    where
        region.region_id = $region_id
        and office.depth = 2 and region.depth > 2
),

offices as (
    select * from within
    where
        depth = 2
        or region_id in (select sent.office_id from marts.submissions as sent)
    union
    select * from above
),

latest as (
    select
        office_id,
        if(dataset in ('pillars', 'pillar_counts'), 'pillars', dataset) as dataset,
        max(period_last) as period,
        arg_max(received_on, period_last) as received_on
    from marts.submissions
    where period_last <= $as_of
    group by all
),

expected as (
    select
        office.*,
        unnest(['pillars', 'ppks']) as dataset
    from offices as office
)

select
    expected.dataset,
    expected.code as office_code,
    expected.name as office_name,
    month_text(latest.period) as period,
    latest.received_on,
    $as_of - latest.period as months_old
from expected
left join latest
    on
        expected.region_id = latest.office_id
        and expected.dataset = latest.dataset
where latest.period is not null or expected.depth = 2
order by expected.dataset, expected.code
