-- The norm of each province's regions, and the nation's of provinces: that of the
-- settings, else its own PMKS per PSM over the regencies where both are reported,
-- people counted once. Running sums over the months in which one of them changes.
-- grain: one row per province and the nation, and months [from_month, to_month), from 0
-- to 999999 without a gap; both sides null where there is no norm, left_out where it is
-- not its own: how many regencies it does not rest on
with

changes as (
    select
        region_id,
        month,
        persons,
        null as ppks_persons,
        null as counts_only,
        null as regencies
    from derived.norm_persons
    union all by name
    select
        above.ancestor_id as region_id,
        unnest([regency.from_month, regency.to_month]) as month,
        unnest([1, -1]) as regencies,
        regencies * regency.ppks_persons as ppks_persons,
        regencies * regency.counts_only as counts_only
    from derived.norm_regencies as regency
    inner join reference.region_ancestors as above
        on regency.region_id = above.region_id
    where above.ancestor_depth <= 1
    union all by name
    select
        region_id,
        0 as month
    from reference.regions
    where depth <= 1
),

monthly as (
    select
        region_id,
        month,
        coalesce(sum(persons), 0) as persons,
        coalesce(sum(ppks_persons), 0) as ppks_persons,
        coalesce(sum(counts_only), 0) as counts_only,
        coalesce(sum(regencies), 0) as regencies
    from changes
    group by all
    having
        month = 0
        or persons <> 0
        or ppks_persons <> 0
        or counts_only <> 0
        or regencies <> 0
),

running as (
    select
        region_id,
        month as from_month,
        lead(month, 1, 999999) over months as to_month,
        sum(ppks_persons) over months as ppks_persons,
        sum(counts_only + persons) over months as psm,
        sum(regencies) over months as regencies
    from monthly
    window months as (partition by region_id order by month)
)

select
    own.region_id,
    own.from_month,
    own.to_month,
    if(own.psm > 0, nullif(own.ppks_persons, 0), null) as numerator,
    nullif(own.psm, 0) as denominator,
    if(own.regencies > 0, region.regencies - own.regencies, null) as left_out
from running as own
inner join reference.regions as region using (region_id)
cross join reference.settings as setting
where own.from_month < own.to_month and setting.norm_numerator is null
union all by name
select
    region.region_id,
    0 as from_month,
    999999 as to_month,
    setting.norm_numerator as numerator,
    setting.norm_denominator as denominator,
    null as left_out
from reference.settings as setting
cross join reference.regions as region
where setting.norm_numerator is not null and region.depth <= 1
