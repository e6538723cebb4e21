-- Uncovered persons of a region by its own figures under a norm, a fraction: exact
-- until it is divided. Without PSM all of its PMKS, whatever the norm.
-- grain: one value, null where a figure or the norm is not known
create macro uncovered_by(ppks, psm, numerator, denominator) as (
    case
        when ppks = 0 then 0
        when psm = 0 then ppks
        when cast(denominator as hugeint) * ppks <= cast(numerator as hugeint) * psm
            then 0
        else
            (cast(denominator as hugeint) * ppks - cast(numerator as hugeint) * psm)
            / denominator
    end
)
