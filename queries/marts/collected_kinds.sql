-- Which office counts which kind, and since when; kind null: it sends the dataset.
-- A register counts while it is in force, other datasets from their first report on.
-- grain: one row per dataset, office, kind and months [from_month, to_month); the
-- office's regions are office_id to last_id
with

sent as (
    select
        'pillars' as dataset,
        register.office_id,
        unnest([role.kind, null]) as kind,
        register.from_month,
        register.to_month
    from intermediate.registers as register
    inner join staging.pillars as role using (submission_id)
    where register.office_depth >= 2
    union all
    select
        sent.dataset,
        submission.office_id,
        unnest([sent.kind, null]) as kind,
        submission.period_last as from_month,
        999999 as to_month
    from staging.sent_kinds as sent
    inner join staging.submissions as submission using (submission_id)
),

first_sent as (
    select
        dataset,
        office_id,
        kind,
        min(from_month) as from_month,
        to_month
    from sent
    group by all
)

select
    first_sent.*,
    office.last_id
from first_sent
inner join reference.regions as office on first_sent.office_id = office.region_id
order by first_sent.dataset, first_sent.office_id, first_sent.kind
