-- The norm of each province's villages: that of the settings, else the province's own
-- PMKS per PSM over the regencies where both are reported, people counted once.
-- grain: one row per province and months [from_month, to_month) in which there is one;
-- the same figures as the macro states, for every month
with

moments as (
    select
        province_id,
        unnest([from_month, to_month]) as month
    from derived.norm_regencies
    union
    select
        province_id,
        unnest([from_month, to_month]) as month
    from derived.norm_people
),

spans as (
    select
        province_id,
        month as from_month,
        lead(month) over (partition by province_id order by month) as to_month
    from moments
),

sums as (
    select
        span.province_id,
        span.from_month,
        sum(regency.ppks_persons) as ppks_persons,
        coalesce(sum(regency.counts_only), 0) as counts_only
    from spans as span
    inner join derived.norm_regencies as regency using (province_id)
    where
        regency.from_month <= span.from_month
        and span.from_month < regency.to_month
    group by all
),

counted as (
    select
        span.province_id,
        span.from_month,
        count(distinct person.person_id) as persons
    from spans as span
    inner join derived.norm_people as person using (province_id)
    where
        person.from_month <= span.from_month
        and span.from_month < person.to_month
    group by all
)

select
    span.province_id,
    span.from_month,
    span.to_month,
    cast(sums.ppks_persons as hugeint) as numerator,
    cast(sums.counts_only + coalesce(counted.persons, 0) as hugeint) as denominator
from spans as span
inner join sums using (province_id, from_month)
left join counted using (province_id, from_month)
cross join reference.settings as setting
where
    setting.norm_numerator is null
    and sums.ppks_persons > 0
    and sums.counts_only + coalesce(counted.persons, 0) > 0
union all
select
    region.region_id as province_id,
    0 as from_month,
    999999 as to_month,
    cast(setting.norm_numerator as hugeint) as numerator,
    cast(setting.norm_denominator as hugeint) as denominator
from reference.settings as setting
cross join reference.regions as region
where setting.norm_numerator is not null and region.level = 'province'
