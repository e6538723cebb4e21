-- Which places were verified by name by address, and when last?
-- grain: one row per region of the asked level; null where no report tells of it;
-- last is the last report of more than the one before it in the same year
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month looked at
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

reported as (
    select
        region_id,
        kind,
        period_to,
        value,
        lag(value, 1, 0) over (
            partition by region_id, kind, period_to // 12 order by from_month
        ) as value_before
    from marts.flows
    semi join asked using (region_id)
    where
        dataset = 'verification'
        and region_id between $region_id and $region_last_id
        and measure = 'verified'
        and from_month <= $as_of
),

verified as (
    select
        region_id,
        max_by(kind, (period_to, kind)) as source,
        max(period_to) as last_month,
        max_by(value, (period_to, kind)) as verified
    from reported
    where value > value_before
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    region.parent_code,
    verified.source,
    verified.verified,
    month_text(verified.last_month) as last_verified,
    $as_of - verified.last_month as months_ago
from asked as region
left join verified on region.region_id = verified.region_id
order by verified.last_month desc nulls last, region_code asc
