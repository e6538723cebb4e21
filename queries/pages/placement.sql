-- Where would further places for PSM help most, one after the other?
-- grain: one row per place, in the order of giving; fewer where more would do nothing
-- then: placement
-- ready: states
-- $region (region): the region asked about
-- $level (level): what places are given to; a PSM serves a village
-- $as_of (month): the month the figures stand at
-- $norm (norm, optional): PMKS per PSM; else that of settings or the province's own
-- ratio, and for the nation its own
-- $posts (count, optional): how many further places there are; none unless given, which
-- needs a budget or vacant months instead
-- $budget (rupiah, optional): what further places may cost a year, for as many as it
-- pays for; counts before posts
-- $cost (rupiah, optional): what a place costs in a year
-- $vacant_months (count, optional): places that end within so many months, or have
-- fallen vacant in as many before, are given out with them, wherever they help most
-- $objective (objective, optional): what is made smallest; uncovered unless given
-- $constraints (constraints, optional): what the plan must keep to
-- $error_pct (count, optional): how far PMKS may be off, for the share of scenarios
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

figures as (
    select *
    from
        states(
            $region_id,
            $region_last_id,
            null,
            $as_of,
            $kinds,
            $norm_numerator,
            $norm_denominator
        )
),

-- a plan has one norm: villages of several provinces are held against the nation's
nation as (
    select
        any_value(norm_numerator) as norm_numerator,
        any_value(norm_denominator) as norm_denominator
    from figures
    where depth = 1 and $region = 'ID'
)

select
    region.code as region_code,
    region.name as region_name,
    figure.ppks_persons,
    figure.psm_active,
    cast(coalesce(vacant.ending, 0) as integer) as ending,
    cast(coalesce(vacant.vacated, 0) as integer) as vacated,
    cast(coalesce(nation.norm_numerator, figure.norm_numerator) as bigint)
        as norm_numerator,
    cast(coalesce(nation.norm_denominator, figure.norm_denominator) as bigint)
        as norm_denominator
from figures as figure
inner join reference.regions as region using (region_id)
cross join nation
left join vacant_places($as_of, $vacant_months) as vacant
    on figure.region_id = vacant.region_id
where figure.region_id between $region_id and $region_last_id and region.level = $level
order by region_code
