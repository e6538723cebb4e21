-- PSM lacking in a region in this state.
-- grain: one value, null where the state is not known, or no norm
create macro lacking_by(state, ppks, psm, numerator, denominator) as
case
    when state = 'unknown' then null
    when state in ('no_psm', 'short')
        then
            (cast(coalesce(denominator, 1) as hugeint) * ppks + numerator - 1)
            // numerator
            - psm
    else 0
end
