-- The norm that regions are held against: the one given, else that of the settings,
-- else a province's own PMKS per PSM over the regencies where both are reported, people
-- counted once (the nation's for a province).
-- grain: one row for the nation (norm_id 0) and for each province; source is asked,
-- setting or own_ratio; left_out are the regencies that an own ratio does not rest on
-- as_of: month index; counted_kinds: the PPKS kinds counted, null for those of the
-- settings; given_numerator and given_denominator: PMKS per PSM as a fraction, null for
-- the default norm
create macro norms_of(
    as_of, counted_kinds, given_numerator, given_denominator
) as table (
    with

    -- each regency with both sides, under its province and under the nation; none are
    -- looked at where a norm is given
    regencies as (
        select
            unnest([0, province_id]) as norm_id,
            region_id,
            ppks_persons,
            psm_counts_only
        from region_figures(0, 0, 2, as_of, counted_kinds)
        where
            given_numerator is null
            and depth = 2
            and ppks_persons is not null
            and psm_active is not null
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

    own as (
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
    )

    select
        region.region_id as norm_id,
        case
            when given_numerator is not null then 'asked'
            when setting.norm_numerator is not null then 'setting'
            else 'own_ratio'
        end as source,
        coalesce(
            given_numerator,
            setting.norm_numerator,
            if(own.denominator is null, null, own.numerator)
        ) as numerator,
        coalesce(given_denominator, setting.norm_denominator, own.denominator)
            as denominator,
        if(source = 'own_ratio', own.left_out, null) as left_out
    from reference.regions as region
    cross join reference.settings as setting
    left join own on region.region_id = own.norm_id
    where region.depth <= 1
)
