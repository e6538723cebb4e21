-- PSM lacking in a region by its own figures under a norm, a fraction.
-- grain: one value, null where a figure or the norm is not known
create macro shortage_by(ppks, psm, numerator, denominator) as (
    case
        when ppks = 0 then 0
        when ppks is not null and psm is not null and numerator is not null
            then
                greatest(
                    0,
                    (cast(denominator as hugeint) * ppks + numerator - 1) // numerator
                    - psm
                )
    end
)
