-- Uncovered persons of a region in this state, times the denominator of its norm: whole
-- numbers that can be added up. Without PSM all of its PMKS, whatever the norm.
-- grain: one value, null where the state is not known
create macro excess_by(state, ppks, psm, numerator, denominator) as
case state
    when 'unknown' then null
    when 'no_psm' then cast(coalesce(denominator, 1) as hugeint) * ppks
    when 'short'
        then cast(coalesce(denominator, 1) as hugeint) * ppks - numerator * psm
    else 0
end
