-- The state of a region by its own figures under a norm, a fraction. Exact: whole
-- numbers are multiplied crosswise, no figure is divided before it is compared.
-- grain: one value
create macro state_by(ppks, psm, numerator, denominator) as
case
    when ppks = 0 then 'not_needed'
    when ppks is null or psm is null then 'unknown'
    when psm = 0 then 'no_psm'
    when numerator is null then 'unknown'
    when cast(coalesce(denominator, 1) as hugeint) * ppks > numerator * psm
        then 'short'
    else 'proportionate'
end
