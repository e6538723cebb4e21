-- The figure of an indicator from its parts: the only place where a ratio is made. Null
-- where a part is, where the denominator is 0 or below the least that is shown.
create macro indicator_value(
    unit, minimum_denominator, numerator, denominator, value
) as (
    case
        when unit in ('index', 'days') then value
        when unit not in ('percent', 'per 1000') then numerator
        when denominator >= minimum_denominator
            then if(unit = 'percent', 100, 1000) * numerator / nullif(denominator, 0)
    end
)
