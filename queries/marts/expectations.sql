-- Which office is expected to send which dataset: offices of provinces that take part,
-- from the first period on that any of them sent. An office that only ever sent what
-- may stand instead is expected to go on with that.
-- grain: one row per office and dataset; first_month is the last month of the first
-- period expected, others follow every so many months; is_collected is false where
-- nobody in the province sends the dataset, where the office sends something instead,
-- or where it does not collect it by its setting
with

starts as (
    select
        dataset,
        office_level,
        province_id,
        min(period_last) as first_sent
    from intermediate.sent_reports
    group by all
),

provinces as (
    select
        province_id,
        min(period_last) as first_sent
    from intermediate.sent_reports
    group by all
),

choices as (
    select
        dataset,
        office_id,
        bool_and(is_instead) as is_instead
    from intermediate.sent_reports
    group by all
),

listed as (
    select
        office.region_id as office_id,
        office.code,
        expected.every_months,
        expected.due_days,
        coalesce(starts.first_sent, provinces.first_sent) as first_sent,
        unnest( -- noqa: AL03
            if(
                coalesce(choice.is_instead, false),
                [
                    { 'dataset': expected.dataset, 'is_sent': false },
                    { 'dataset': expected.instead, 'is_sent': true }
                ],
                [{ 'dataset': expected.dataset, 'is_sent': starts.dataset is not null }]
            ),
            recursive := true
        )
    from reference.expectations as expected
    inner join reference.regions as office on expected.office_level = office.level
    inner join provinces using (province_id)
    left join starts
        on
            expected.dataset = starts.dataset
            and expected.office_level = starts.office_level
            and office.province_id = starts.province_id
    left join choices as choice
        on
            expected.dataset = choice.dataset
            and office.region_id = choice.office_id
)

select
    listed.office_id,
    listed.dataset,
    listed.every_months,
    coalesce(changed.due_days, listed.due_days) as due_days,
    (listed.first_sent + listed.every_months)
    // listed.every_months * listed.every_months - 1 as first_month,
    listed.is_sent and coalesce(changed.is_collected, true) as is_collected
from listed
left join reference.expectation_overrides as changed
    on listed.code = changed.office and listed.dataset = changed.dataset
order by listed.office_id, listed.dataset
