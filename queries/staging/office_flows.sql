-- Flows that belong to the office that sent them: referrals, meetings, spending.
-- grain: as staging.flows, blank figures included; the region of spending is the
-- office's
with

services as (
    select
        submission_id,
        region_id,
        'services' as dataset,
        cast(null as text) as kind,
        'referral' as unit,
        flow,
        period_from,
        period_to,
        unnest(['referrals_made', 'referrals_completed']) as measure,
        unnest([referrals_made, referrals_completed]) as value
    from staging.services
),

ipsm as (
    select
        submission_id,
        region_id,
        'ipsm' as dataset,
        cast(null as text) as kind,
        'meeting' as unit,
        flow,
        period_from,
        period_to,
        'meetings' as measure,
        -- where there is no IPSM, none met
        coalesce(meetings, if(has_ipsm, null, 0)) as value
    from staging.ipsm
),

-- what a submission says last of each source of funds
allotted as (
    select
        submission_id,
        office_id,
        programme,
        budget_year,
        fund_source,
        max_by(allotted_rupiah, period_to) as allotted_rupiah
    from staging.budget
    where allotted_rupiah is not null
    group by all
),

-- sources of funds together
budget as (
    select
        submission_id,
        office_id as region_id,
        'budget' as dataset,
        programme as kind,
        'rupiah' as unit,
        flow,
        period_from,
        period_to,
        'spent' as measure,
        sum(spent_rupiah) as value
    from staging.budget
    group by all
    union all
    select
        submission_id,
        office_id as region_id,
        'budget' as dataset,
        programme as kind,
        'rupiah' as unit,
        'annual' as flow,
        12 * budget_year as period_from,
        12 * budget_year + 11 as period_to,
        'allotted' as measure,
        sum(allotted_rupiah) as value
    from allotted
    group by all
)

select * replace (cast(value as bigint) as value) from services
union all by name
select * replace (cast(value as bigint) as value) from ipsm
union all by name
select * replace (cast(value as bigint) as value) from budget
