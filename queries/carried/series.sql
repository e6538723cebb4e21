-- What figures are told of.
-- grain: as staging.series
select
    dataset,
    kind,
    unit
from staging.series
