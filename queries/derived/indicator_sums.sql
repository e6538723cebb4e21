-- The rows of queries/indicators laid side by side by month, those of several items
-- added up: running sums over the months in which one begins or ends.
-- grain: one row per indicator, region, series and months [from_month, to_month);
-- numerators and denominators count the rows, lacking those that are not complete;
-- periods are those of rows without an item
with

changes as (
    select
        * exclude (from_month, to_month, due_on, value),
        unnest([from_month, to_month]) as month,
        unnest([1, -1]) as sign
    from derived.indicator_rows
    where due_on is null and coalesce(numerator, denominator) is not null
),

monthly as (
    select
        indicator,
        region_id,
        series,
        month,
        sum(sign * numerator) as numerator,
        sum(sign * denominator) as denominator,
        sum(sign * beside) as beside,
        sum(sign) filter (where numerator is not null) as numerators,
        sum(sign) filter (where denominator is not null) as denominators,
        sum(sign) filter (where not is_complete) as lacking,
        sum(sign * parts) as parts,
        max(parts_total) as parts_total,
        sum(sign * period) filter (where item is null and numerator is not null)
            as numerator_period,
        sum(sign * period) filter (where item is null and numerator is null)
            as denominator_period
    from changes
    group by all
)

select
    indicator,
    region_id,
    series,
    month as from_month,
    lead(month, 1, 999999) over months as to_month,
    sum(numerator) over months as numerator,
    sum(denominator) over months as denominator,
    sum(beside) over months as beside,
    coalesce(sum(numerators) over months, 0) as numerators,
    coalesce(sum(denominators) over months, 0) as denominators,
    coalesce(sum(lacking) over months, 0) as lacking,
    coalesce(sum(parts) over months, 0) as parts,
    max(parts_total) over (partition by indicator, region_id, series) as parts_total,
    sum(numerator_period) over months as numerator_period,
    sum(denominator_period) over months as denominator_period
from monthly
window months as (partition by indicator, region_id, series order by month)
