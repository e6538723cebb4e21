-- What the provinces add up to at the default norm and kinds, each at its own.
-- grain: one row per months [from_month, to_month), from 0 to 999999 without a gap;
-- numerator and denominator null where the norms of provinces differ; the same figures
-- as the macro reach, for every month
with

provinces as (
    select
        *,
        uncovered_persons is not null as is_told
    from derived.coverage_reach
    where depth = 1
),

moments as (
    select distinct unnest([from_month, to_month]) as month
    from provinces
),

spans as (
    select
        month as from_month,
        lead(month) over (order by month) as to_month
    from moments
),

summed as (
    select
        span.from_month,
        span.to_month,
        sum(province.villages) as villages,
        sum(province.villages_unknown) as villages_unknown,
        sum(province.villages_no_psm) as villages_no_psm,
        sum(province.villages_short) as villages_short,
        fsum(province.uncovered_persons order by province.region_id)
            as uncovered_persons,
        bool_or(province.is_without_norm and province.is_told) as is_without_norm,
        sum(province.shortage) filter (where province.is_told) as shortage,
        sum(province.shortage_no_psm) filter (where province.is_told)
            as shortage_no_psm,
        sum(province.shortage_short) filter (where province.is_told) as shortage_short,
        min(province.norm_low) filter (where province.is_told) as norm_low,
        max(province.norm_high) filter (where province.is_told) as norm_high,
        min_by(province.numerator, province.region_id)
        filter (where province.is_told) as numerator,
        min_by(province.denominator, province.region_id)
        filter (where province.is_told) as denominator
    from spans as span
    inner join provinces as province
        on
            span.from_month >= province.from_month
            and span.from_month < province.to_month
    group by all
)

select
    * exclude (is_without_norm)
    replace (
        if(is_without_norm, null, shortage) as shortage,
        if(is_without_norm, null, shortage_no_psm) as shortage_no_psm,
        if(is_without_norm, null, shortage_short) as shortage_short,
        if(norm_low = norm_high, numerator, null) as numerator,
        if(norm_low = norm_high, denominator, null) as denominator
    )
from summed
