-- Flows that belong to the office that sent them: referrals, meetings, spending.
-- grain: as staging.flows, blank figures included; the region of spending is the
-- office's, fund_source its source of funds, null for others
with

services as (
    select
        submission_id,
        region_id,
        'services' as dataset,
        cast(null as text) as kind,
        cast(null as text) as fund_source,
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
        cast(null as text) as fund_source,
        'meeting' as unit,
        flow,
        period_from,
        period_to,
        'meetings' as measure,
        -- where there is no IPSM, none met
        coalesce(meetings, if(has_ipsm, null, 0)) as value
    from staging.ipsm
),

spending as (
    select
        submission_id,
        office_id,
        programme,
        fund_source,
        budget_year,
        flow,
        period_from,
        period_to,
        sum(allotted_rupiah) as allotted,
        sum(spent_rupiah) as spent
    from staging.budget
    group by all
),

-- what was said last of the year, in whichever submission
allotted as (
    select *
    from spending
    where allotted is not null
    qualify row_number() over (
        partition by office_id, programme, fund_source, budget_year
        order by period_to desc, submission_id desc
    ) = 1
),

budget as (
    select
        submission_id,
        office_id as region_id,
        'budget' as dataset,
        programme as kind,
        fund_source,
        'rupiah' as unit,
        flow,
        period_from,
        period_to,
        'spent' as measure,
        spent as value
    from spending
    union all
    select
        submission_id,
        office_id as region_id,
        'budget' as dataset,
        programme as kind,
        fund_source,
        'rupiah' as unit,
        'annual' as flow,
        12 * budget_year as period_from,
        12 * budget_year + 11 as period_to,
        'allotted' as measure,
        allotted as value
    from allotted
)

select * replace (cast(value as bigint) as value) from services
union all by name
select * replace (cast(value as bigint) as value) from ipsm
union all by name
select * replace (cast(value as bigint) as value) from budget
