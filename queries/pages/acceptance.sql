-- Which offices do the figures rest on, and have their heads accepted what they sent?
-- grain: one row per office on whose submissions figures of the region rest in that
-- month, of a district or village those of its regency; none where acceptance is not
-- kept. submissions and accepted count what figures rest on, open_months lists the
-- months of the others with commas; accepted_by and accepted_at tell of the latest
-- acceptance, null where something is not accepted
-- reads: acceptance
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand in
with

asked as (
    select * from reference.regions
    where region_id = $region_id
),

area as (
    select
        coalesce(regency.region_id, asked.region_id) as first_id,
        coalesce(regency.last_id, asked.last_id) as last_id
    from asked
    left join reference.regions as regency on asked.regency_id = regency.region_id
),

used as (
    select distinct one.submission_id
    from area
    inner join marts.submission_uses as one
        on one.region_id between area.first_id and area.last_id
    where one.from_month <= $as_of and $as_of < one.to_month
),

told as (
    select
        coalesce(sender.regency_id, sender.region_id) as office_id,
        sent.period_last as month,
        state.accepted_by,
        state.accepted_at
    from used
    inner join marts.submissions as sent using (submission_id)
    inner join reference.regions as sender on sent.office_id = sender.region_id
    inner join acceptance as state using (submission_id)
)

select
    office.code as region_code,
    office.name as region_name,
    count(*) as submissions,
    count(told.accepted_at) as accepted,
    submissions = accepted as is_accepted,
    string_agg(distinct month_text(told.month), ', ' order by month_text(told.month))
    filter (where told.accepted_at is null) as open_months,
    if(is_accepted, max_by(told.accepted_by, told.accepted_at), null) as accepted_by,
    if(is_accepted, max(told.accepted_at), null) as accepted_at
from told
inner join reference.regions as office on told.office_id = office.region_id
group by all
order by office.code
