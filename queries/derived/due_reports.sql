-- Every report that an office is expected to send, as far as is looked ahead.
-- grain: one row per office, dataset and month that ends the period expected
with

expected as (
    select
        expectation.office_id,
        expectation.dataset,
        expectation.due_days,
        unnest(
            generate_series(
                expectation.first_month, horizon.last_month, expectation.every_months
            )
        ) as month
    from marts.expectations as expectation
    cross join staging.horizon as horizon
    where expectation.is_collected
)

select
    office_id,
    dataset,
    cast(month as integer) as month,
    cast(
        last_day(cast(month_text(month) || '-01' as date)) + to_days(due_days) as date
    ) as due_on
from expected
