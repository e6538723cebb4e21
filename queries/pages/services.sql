-- Where is there an SLRT, how many SIKS-NG operators, how many referrals completed?
-- grain: one row per regency of the region; of a district or village its regency
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
with

asked as (
    select
        coalesce(regency.region_id, region.region_id) as first_id,
        coalesce(regency.last_id, region.last_id) as last_id
    from reference.regions as region
    left join reference.regions as regency
        on region.regency_id = regency.region_id and region.depth > 2
    where region.region_id = $region_id
),

referrals as (
    select
        region_id,
        any_value(value) filter (where measure = 'referrals_made') as made,
        any_value(value) filter (where measure = 'referrals_completed') as completed,
        bool_or(not is_complete) as is_partial,
        month_text(max(period_to)) as until
    from marts.flows
    where
        dataset = 'services'
        and from_month <= $as_of
        and $as_of < to_month
    group by all
)

select
    regency.code as region_code,
    regency.name as region_name,
    service.has_slrt,
    service.operators_persons as operators,
    month_text(service.from_month) as period,
    referrals.made,
    referrals.completed,
    referrals.completed / nullif(referrals.made, 0) as completed_share,
    referrals.is_partial,
    referrals.until
from asked
inner join reference.regions as regency
    on regency.region_id between asked.first_id and asked.last_id
left join marts.services as service
    on
        regency.region_id = service.region_id
        and service.from_month <= $as_of
        and $as_of < service.to_month
left join referrals on regency.region_id = referrals.region_id
where regency.depth = 2
order by referrals.made desc nulls last, region_code asc
