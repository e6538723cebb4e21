-- Whether the parts of an indicator that its unit needs are reported.
create macro has_parts(unit, numerator, denominator) as (
    case
        when unit in ('index', 'days') then true
        when unit in ('percent', 'per 1000')
            then numerator is not null and denominator is not null
        else numerator is not null
    end
)
