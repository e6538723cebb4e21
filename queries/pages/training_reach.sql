-- How many of the active PSM have been to a bimtek, and how many never?
-- grain: one row per region of the asked level; null where no register names a PSM;
-- of the unidentified it cannot be known, and they are not among never
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

reached as (
    select
        region_id,
        coalesce(sum(persons) filter (where reach = 'this_year'), 0) as this_year,
        coalesce(sum(persons) filter (where reach = 'three_years'), 0) as three_years,
        coalesce(sum(persons) filter (where reach = 'ever'), 0) as ever,
        coalesce(sum(persons) filter (where reach = 'unidentified'), 0)
            as unidentified
    from marts.training_reach
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
    group by all
),

named as (
    select
        region_id,
        active
    from marts.pillars
    semi join asked using (region_id)
    where
        region_id between $region_id and $region_last_id
        and kind = 'psm'
        and from_month <= $as_of
        and $as_of < to_month
),

listed as (
    select
        region.code as region_code,
        region.name as region_name,
        pillar.active,
        if(pillar.active is null, null, coalesce(reached.this_year, 0)) as this_year,
        if(pillar.active is null, null, coalesce(reached.three_years, 0))
            as three_years,
        if(pillar.active is null, null, coalesce(reached.ever, 0)) as ever,
        if(pillar.active is null, null, coalesce(reached.unidentified, 0))
            as unidentified
    from asked as region
    left join named as pillar on region.region_id = pillar.region_id
    left join reached on region.region_id = reached.region_id
)

select
    region_code,
    region_name,
    active,
    cast(this_year as integer) as this_year,
    cast(three_years as integer) as three_years,
    cast(ever as integer) as ever,
    cast(active - ever - unidentified as integer) as never,
    cast(unidentified as integer) as unidentified,
    this_year / nullif(active, 0) as this_year_share,
    three_years / nullif(active, 0) as three_years_share,
    ever / nullif(active, 0) as ever_share
from listed
order by never desc nulls last, region_code asc
