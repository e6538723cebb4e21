-- Which needs, in which groups of problems, and how have they changed?
-- grain: one row per kind and unit, reported or not; compared and before are sums over
-- the regions reported whole in both months, null where there are none
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
-- $base (month, optional): the month compared with
with

now as (
    select * from marts.needs
    where region_id = $region_id and from_month <= $as_of and $as_of < to_month
),

matched as (
    select *
    from
        matched_needs(
            $region, $region_id, $region_last_id, $base, $as_of, $as_of
        )
),

collected as (
    select distinct coalesce(kind, '') as kind
    from marts.collected_kinds
    where
        $region_id between office_id and last_id
        and dataset = 'ppks'
        and from_month <= $as_of
        and $as_of < to_month
)

select
    kind.kind,
    kind.problem_group,
    coalesce(now.unit, kind.unit) as unit,
    kind.is_counted,
    now.count,
    case
        when now.count is null
            then
                if(
                    (select count(*) from collected) > 0 and own.kind is null,
                    'not_collected',
                    'not_reported'
                )
        when not now.is_complete then 'partial'
        else if(now.count = 0, 'reported_zero', 'reported')
    end as status,
    period_text(now.period_from, now.period_to) as period,
    matched.count as compared,
    matched.before,
    matched.count - matched.before as change
from reference.ppks_kinds as kind
left join now on kind.kind = now.kind
left join matched on kind.kind = matched.kind and now.unit = matched.unit
left join collected as own on kind.kind = own.kind
order by now.count desc nulls last, kind.kind_order asc
