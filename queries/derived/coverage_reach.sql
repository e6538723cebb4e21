-- What every region between nation and village lacks at the default norm and kinds.
-- grain: one row per region and months [from_month, to_month), from 0 to 999999 without
-- a gap; the same figures as the macro region_reach, for every month
with

cleared as (
    select
        * exclude (normless, excess, scale)
        replace (
            if(known > 0 and normless = 0, shortage_no_psm, null) as shortage_no_psm,
            if(known > 0 and normless = 0, shortage_short, null) as shortage_short
        ),
        normless > 0 as is_without_norm,
        villages - known as villages_unknown,
        if(known > 0, excess / scale, null) as uncovered,
        uncovered_by(ppks_persons, psm_active, numerator, denominator)
            as own_uncovered,
        shortage_by(ppks_persons, psm_active, numerator, denominator) as own_shortage
    from derived.coverage_states
    where depth > 0
)

select
    * exclude (known, no_psm, short, uncovered, own_uncovered, own_shortage),
    if(villages is null, null, no_psm) as villages_no_psm,
    if(villages is null, null, short) as villages_short,
    reached_by(villages_unknown, uncovered, own_uncovered) as uncovered_persons,
    reached_by(
        if(is_without_norm, 0, villages_unknown),
        shortage_no_psm + shortage_short,
        own_shortage
    ) as shortage,
    numerator / denominator as norm_low,
    numerator / denominator as norm_high
from cleared
