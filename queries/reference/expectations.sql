-- Who is expected to send what: the product's defaults.
-- grain: one row per dataset and level of offices; due_days after the period's last day
select
    dataset,
    office_level,
    cast(every_months as integer) as every_months,
    cast(due_days as integer) as due_days,
    nullif(instead, '') as instead
from source.expectations
