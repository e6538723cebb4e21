-- The state of every region against a norm, and what follows from it. Exact: whole
-- numbers are multiplied crosswise, no figure is divided before it is compared.
-- grain: one row per region, reported or not; excess is uncovered persons × scale
-- as_of: month index; counted_kinds: the PPKS kinds counted; given_numerator and
-- given_denominator: PMKS per PSM as a fraction, null for the default norm
create macro states(
    as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    normed as (
        select
            region.*,
            figure.* exclude (region_id),
            coalesce(given_numerator, norm.numerator) as norm_numerator,
            coalesce(given_denominator, norm.denominator) as norm_denominator,
            if(given_numerator is null, norm.left_out, null) as norm_left_out,
            cast(coalesce(given_denominator, norm.denominator, 1) as hugeint) as scale
        from marts.regions as region
        left join region_figures(as_of, counted_kinds) as figure using (region_id)
        left join norms(as_of, counted_kinds) as norm
            on norm.region_id = if(region.depth <= 1, 0, region.province_id)
    ),

    judged as (
        select
            *,
            case
                when ppks_persons = 0 then 'not_needed'
                when ppks_persons is null or psm_active is null then 'unknown'
                when psm_active = 0 then 'no_psm'
                when norm_numerator is null then 'unknown'
                when scale * ppks_persons > norm_numerator * psm_active then 'short'
                else 'proportionate'
            end as state
        from normed
    )

    select
        *,
        case state
            when 'unknown' then null
            when 'no_psm' then scale * ppks_persons
            when 'short' then scale * ppks_persons - norm_numerator * psm_active
            else 0
        end as excess,
        case
            when state = 'unknown' then null
            when state in ('no_psm', 'short')
                then
                    (scale * ppks_persons + norm_numerator - 1) // norm_numerator
                    - psm_active
            else 0
        end as shortage
    from judged
)
