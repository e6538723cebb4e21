-- The default norm: a province's own PMKS per PSM over the regencies where both are
-- reported, people counted once; the nation's over all regencies.
-- grain: one row per province that has figures, and one for the nation
-- as_of: month index; counted_kinds: the PPKS kinds counted
create macro norms(as_of, counted_kinds) as table (
    with

    regencies as (
        select
            region.region_id,
            region.province_id,
            figure.ppks_persons,
            coalesce(figure.psm_counts_only, 0) as counts_only
        from region_figures(as_of, counted_kinds) as figure
        inner join marts.regions as region using (region_id)
        where
            region.depth = 2
            and figure.ppks_persons is not null
            and figure.psm_active is not null
    ),

    counted as (
        select
            unnest([0, province_id]) as region_id,
            region_id as regency_id,
            ppks_persons,
            counts_only
        from regencies
    ),

    people as (
        select
            counted.region_id,
            count(distinct person.person_id) as persons
        from counted
        inner join marts.psm_persons as person
            on counted.regency_id = person.region_id
        where person.from_month <= as_of and as_of < person.to_month
        group by all
    ),

    summed as (
        select
            region_id,
            cast(sum(ppks_persons) as bigint) as ppks_persons,
            cast(sum(counts_only) as bigint) as counts_only,
            count(*) as regencies
        from counted
        group by all
    )

    select
        region_id,
        nullif(summed.ppks_persons, 0) as numerator,
        nullif(summed.counts_only + coalesce(people.persons, 0), 0) as denominator,
        (
            select count(*) from marts.regions as regency
            where
                regency.depth = 2
                and region.region_id in (0, regency.province_id)
        )
        - summed.regencies as left_out
    from summed
    inner join marts.regions as region using (region_id)
    left join people using (region_id)
)
