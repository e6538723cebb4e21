-- Where would further places for PSM help most, one after the other?
-- grain: one row per place, in the order of giving; fewer where more would do nothing
-- then: placement
-- $region (region): the region asked about
-- $level (level): what places are given to; a PSM serves a village
-- $as_of (month): the month the figures stand at
-- $norm (ratio, optional): PMKS per PSM; else that of settings or the province's own
-- ratio, and for the nation its own
-- $posts (count): how many places there are
-- $objective (objective, optional): what is made smallest; uncovered unless given
-- $constraints (constraints, optional): what the plan must keep to
-- $error_pct (count, optional): how far PMKS may be off, for the share of scenarios
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

figures as (
    select *
    from states($region, $as_of, $kinds, $norm_numerator, $norm_denominator)
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
    cast(coalesce(nation.norm_numerator, figure.norm_numerator) as bigint)
        as norm_numerator,
    cast(coalesce(nation.norm_denominator, figure.norm_denominator) as bigint)
        as norm_denominator
from figures as figure
inner join marts.regions as region using (region_id)
inner join marts.regions as whole
    on figure.region_id between whole.region_id and whole.last_id
cross join nation
where whole.code = $region and region.level = $level
order by region_code
