-- Which office has sent what, and on time?
-- grain: one row per office, dataset and period that is expected or was sent; one row,
-- without dates, for the latest period of a dataset that the office does not collect
-- reads: today
-- $region (region): the region whose offices are asked about
-- $as_of (month): the last month of the periods looked at
with

statuses as (
    select
        office_id,
        dataset,
        month,
        period,
        status,
        received_on,
        due_on,
        is_expected
    from report_statuses($region_id, $region_last_id, $as_of)
    union all by name
    select
        expectation.office_id,
        expectation.dataset,
        $as_of - ($as_of - expectation.first_month) % expectation.every_months
            as month,
        month_text(month) as period,
        'not_collected' as status,
        false as is_expected
    from marts.expectations as expectation
    where
        expectation.office_id between $region_id and $region_last_id
        and not expectation.is_collected
        and expectation.first_month <= $as_of
)

select
    office.code as region_code,
    office.name as region_name,
    status.dataset,
    status.period,
    status.status,
    status.received_on,
    status.due_on,
    status.is_expected
from statuses as status
inner join reference.regions as office on status.office_id = office.region_id
order by office.code asc, status.dataset asc, status.month asc, status.period asc
