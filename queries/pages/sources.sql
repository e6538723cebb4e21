-- What do the figures rest on: which dataset came from how many offices, and how old?
-- grain: one row per dataset that an office of the region has sent; of a district or a
-- village, its regency is the office; current_share is how much of it is of the latest
-- month: of the villages where they are told of, else of the offices
-- $region (region): the region asked about
-- $as_of (month): the month looked back from
with

asked as (
    select * from reference.regions
    where region_id = $region_id
),

-- a district has no office of its own: its regency's reports tell of it
area as (
    select
        coalesce(regency.region_id, asked.region_id) as first_id,
        coalesce(regency.last_id, asked.last_id) as last_id,
        greatest(asked.regencies, 1) as regencies
    from asked
    left join reference.regions as regency
        on asked.regency_id = regency.region_id and asked.depth > 2
),

sent as (
    select
        submission.dataset,
        submission.office_id,
        office.depth,
        max(submission.period_last) as period
    from area
    inner join marts.submissions as submission
        on submission.office_id between area.first_id and area.last_id
    inner join reference.regions as office on submission.office_id = office.region_id
    where submission.period_last <= $as_of
    group by all
),

-- what an office sent last may tell of a few villages only
ages as (
    select
        dataset,
        max(month) as latest,
        min(month) as oldest,
        max_by(villages, month) / sum(villages) as current_share
    from figure_months($region_id, $region_last_id, $as_of)
    group by dataset
),

offices as (
    select
        dataset,
        period,
        count(*) as offices
    from sent
    group by all
),

office_ages as (
    select
        dataset,
        max(period) as latest,
        min(period) as oldest,
        max_by(offices, period) / sum(offices) as current_share
    from offices
    group by dataset
)

select
    sent.dataset,
    count(*) filter (where sent.depth = 2) as regencies_sent,
    any_value(area.regencies) as regencies,
    bool_or(sent.depth < 2) as is_sent_above,
    month_text(any_value(coalesce(ages.latest, office_ages.latest))) as latest,
    month_text(any_value(coalesce(ages.oldest, office_ages.oldest))) as oldest,
    any_value(coalesce(ages.current_share, office_ages.current_share))
        as current_share
from sent
cross join area
inner join office_ages using (dataset)
left join ages using (dataset)
group by sent.dataset
order by sent.dataset
