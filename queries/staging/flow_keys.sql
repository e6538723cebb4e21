-- What flows are told of, numbered: joining and sorting by one number is far quicker
-- than by five texts.
-- grain: one row per dataset, kind, source of funds, unit and measure
select
    row_number() over () as flow_id,
    *
from (
    select distinct
        dataset,
        kind,
        fund_source,
        unit,
        measure
    from staging.flows
) as told
