-- The same as the macro reach at the default norm and kinds, from what publishing made
-- ready.
-- grain: one row per region of the area and level
-- parameters as those of reach; kinds and norm are null
create macro ready_reach(
    low_id,
    high_id,
    low_peer,
    high_peer,
    at_level,
    as_of,
    counted_kinds,
    given_numerator,
    given_denominator
) as table (
    with

    ready as (
        select
            *,
            uncovered_norm_numerator / uncovered_norm_denominator as uncovered_norm_low,
            uncovered_norm_low as uncovered_norm_high
        from results.coverage
        where
            (at_level is null or at_level in ('regency', 'district'))
            and region_id between low_id and high_id
            and from_month <= as_of
            and to_month > as_of
        union all by name
        select
            *,
            uncovered_norm_numerator / uncovered_norm_denominator as uncovered_norm_low,
            uncovered_norm_low as uncovered_norm_high
        from ready_villages(as_of)
        where
            (at_level is null or at_level = 'village')
            and region_id between low_id and high_id
        union all by name
        select * from results.coverage_above
        where
            (at_level is null or at_level in ('nation', 'province'))
            and region_id between low_id and high_id
            and from_month <= as_of
            and to_month > as_of
    )

    select
        ready.*,
        region.code,
        region.name,
        region.level,
        region.parent_code,
        region.regency_id,
        region.district_id,
        family.spread as family_spread,
        family.psm_share as family_psm_share,
        true as is_asked
    from reference.regions as region
    inner join ready on region.region_id = ready.region_id
    left join results.verdict_families as family
        on
            family.region_id = if(region.depth <= 1, 0, region.province_id)
            and region.level = family.level
            and family.from_month <= as_of
            and family.to_month > as_of
    where
        region.region_id between low_id and high_id
        and (at_level is null or region.level = at_level)
)
