-- What belongs to an indicator only once a day has passed: reports that are not overdue
-- before it. Whether it has passed is for whoever asks.
-- grain: one row per indicator, region, day and months [from_month, to_month)
select
    indicator,
    region_id,
    due_on,
    from_month,
    to_month,
    cast(sum(numerator) as bigint) as numerator,
    cast(sum(denominator) as bigint) as denominator
from derived.indicator_rows
where due_on is not null
group by all
order by indicator, region_id, due_on
