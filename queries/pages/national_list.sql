-- How many individuals and families stand in the national lists, and how many of the
-- inhabitants are these?
-- grain: one row per region of the asked level and source (DTKS, DTSEN) with a figure;
-- source is null where the region has none
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

listed as (
    select
        region_id,
        source,
        any_value(count) filter (where measure = 'individuals') as individuals,
        any_value(is_complete) filter (where measure = 'individuals')
            as individuals_are_whole,
        any_value(period_to) filter (where measure = 'individuals')
            as individuals_period,
        any_value(count) filter (where measure = 'families') as families,
        any_value(is_complete) filter (where measure = 'families')
            as families_are_whole,
        any_value(period_to) filter (where measure = 'families') as families_period,
        max(parts_complete) as parts_complete,
        max(parts_total) as parts_total
    from marts.national_list
    semi join asked using (region_id)
    where
        decile = 'all'
        and region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
    group by all
),

people as (
    select
        region_id,
        any_value(count) filter (where kind = 'inhabitants') as inhabitants,
        any_value(count) filter (where kind = 'households') as households
    from marts.population
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    region.parent_code,
    listed.source,
    listed.individuals,
    told_status(listed.individuals, listed.individuals_are_whole, 'not_reported')
        as individuals_status,
    month_text(listed.individuals_period) as individuals_period,
    people.inhabitants,
    listed.individuals / nullif(people.inhabitants, 0) as individuals_share,
    listed.families,
    told_status(listed.families, listed.families_are_whole, 'not_reported')
        as families_status,
    month_text(listed.families_period) as families_period,
    people.households,
    listed.families / nullif(people.households, 0) as families_share,
    listed.parts_complete,
    listed.parts_total
from asked as region
left join listed on region.region_id = listed.region_id
left join people on region.region_id = people.region_id
order by
    listed.source desc nulls last,
    coalesce(listed.individuals, listed.families) desc nulls last,
    region_code asc
