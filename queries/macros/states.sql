-- The state of every region in an area against a norm, and what follows from it. The
-- norm is the one given, else that of the settings, else a province's own PMKS per PSM
-- over the regencies where both are reported, people counted once (the nation's for a
-- province).
-- grain: one row per region of the area and per regency; excess is uncovered persons
-- × scale
-- area: region code; as_of: month index; counted_kinds: the PPKS kinds counted, null
-- for those of the settings; given_numerator and given_denominator: PMKS per PSM as a
-- fraction, null for the default norm
create macro states(
    area, as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    figures as (
        select * from region_figures(area, as_of, counted_kinds)
    ),

    -- each regency with both sides, under its province and under the nation
    regencies as (
        select
            unnest([0, province_id]) as norm_id,
            region_id,
            ppks_persons,
            psm_counts_only
        from figures
        where depth = 2 and ppks_persons is not null and psm_active is not null
    ),

    people as (
        select
            regency.norm_id,
            count(distinct person.person_id) as persons
        from regencies as regency
        inner join marts.psm_persons as person using (region_id)
        where person.from_month <= as_of and person.to_month > as_of
        group by all
    ),

    norms as (
        select
            regency.norm_id,
            nullif(sum(regency.ppks_persons), 0) as numerator,
            nullif(
                coalesce(sum(regency.psm_counts_only), 0)
                + coalesce(any_value(people.persons), 0),
                0
            ) as denominator,
            any_value(whole.regencies) - count(*) as left_out
        from regencies as regency
        inner join reference.regions as whole on regency.norm_id = whole.region_id
        left join people using (norm_id)
        group by all
    ),

    normed as (
        select
            figure.*,
            case
                when given_numerator is not null then 'asked'
                when setting.norm_numerator is not null then 'setting'
                else 'own_ratio'
            end as norm_source,
            coalesce(
                given_numerator,
                setting.norm_numerator,
                if(norm.denominator is null, null, norm.numerator)
            ) as norm_numerator,
            coalesce(given_denominator, setting.norm_denominator, norm.denominator)
                as norm_denominator,
            if(norm_source = 'own_ratio', norm.left_out, null) as norm_left_out,
            cast(
                coalesce(
                    given_denominator, setting.norm_denominator, norm.denominator, 1
                ) as hugeint
            ) as scale
        from figures as figure
        cross join reference.settings as setting
        left join norms as norm
            on norm.norm_id = if(figure.depth <= 1, 0, figure.province_id)
    )

    select
        *,
        state_by(ppks_persons, psm_active, norm_numerator, norm_denominator) as state,
        excess_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as excess,
        lacking_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as shortage
    from normed
)
