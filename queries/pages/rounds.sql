-- Round by round, whose report came on time, late or not, and whose earlier one stands?
-- grain: one row per office, dataset and month that ends a round, and per report that
-- came beside those (is_expected false); state is reported, accepted (the check had
-- warned of something), late, carried (nothing came, what was last reported stands) or
-- missing
-- reads: today
-- $region (region): the region whose offices are asked about
-- $as_of (month): the last month looked at
-- $since (month, optional): the first month looked at
with

told as (
    select
        *,
        -- what is counted since January begins anew, all else stands
        dataset not in ('cases', 'verification', 'budget', 'ipsm', 'case_records')
        and coalesce(
            bool_or(received_on is not null) over (
                partition by office_id, dataset
                order by month
                rows between unbounded preceding and 1 preceding
            ),
            false
        ) as is_carried
    from report_statuses($region_id, $region_last_id, $as_of)
)

select
    told.dataset,
    office.code as region_code,
    office.name as region_name,
    month_text(told.month) as month,
    case
        when told.status = 'missing' then if(told.is_carried, 'carried', 'missing')
        when told.status = 'late' then 'late'
        when told.is_warned then 'accepted'
        else 'reported'
    end as state,
    told.received_on,
    told.due_on,
    told.is_expected
from told
inner join reference.regions as office on told.office_id = office.region_id
where $since is null or told.month >= $since
order by told.dataset asc, office.code asc, told.month asc
