-- The indicators as the headers of queries/indicators explain them.
-- grain: one row per indicator; position is that in the chain; is_inherited where a
-- target of a region is also that of the regions in it
select
    *,
    unit in ('percent', 'per 1000', 'days') as is_inherited
from source.indicators
order by position
