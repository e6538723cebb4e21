-- The median of days from report to closing, of single cases closed in the year so far.
-- Each office's latest list of the year counts.
-- grain: one row per region and months [from_month, to_month) of a year; complete where
-- the office of its regency, district or village has a list, or every regency in it
with

lists as (
    select
        list.submission_id,
        list.office_id,
        office.depth,
        office.last_id,
        list.period_last as from_month,
        least(
            lead(list.period_last, 1, 999999) over (
                partition by list.office_id order by list.period_last, submission_id
            ),
            12 * (list.period_last // 12) + 12
        ) as to_month
    from staging.submissions as list
    inner join reference.regions as office on list.office_id = office.region_id
    where list.dataset = 'case_records'
),

closed as (
    select
        above.ancestor_id as region_id,
        greatest(list.from_month, sent.closed_month) as from_month,
        list.to_month,
        sent.days_to_close,
        sent.period_last
    from staging.case_records as sent
    inner join lists as list using (submission_id)
    inner join reference.region_ancestors as above using (region_id)
    where
        sent.closed_month // 12 = list.from_month // 12
        and greatest(list.from_month, sent.closed_month) < list.to_month
),

moments as (
    select
        region_id,
        unnest([from_month, to_month]) as month
    from closed
    union
    select
        place.region_id,
        unnest([list.from_month, list.to_month]) as month
    from lists as list
    inner join intermediate.office_places as place using (office_id)
),

spans as (
    select
        region_id,
        month as from_month,
        lead(month) over (partition by region_id order by month) as to_month
    from moments
),

medians as (
    select
        span.region_id,
        span.from_month,
        span.to_month,
        median(closed.days_to_close) as days,
        count(*) as cases,
        min(closed.period_last) as period
    from spans as span
    inner join closed using (region_id)
    where closed.from_month <= span.from_month and span.from_month < closed.to_month
    group by all
)

select
    told.*,
    coalesce(
        bool_or(told.region_id between list.office_id and list.last_id)
        or count(distinct list.office_id) filter (where list.depth = 2)
        >= any_value(nullif(region.regencies, 0)),
        false
    ) as is_complete
from medians as told
inner join reference.regions as region using (region_id)
left join lists as list
    on
        (
            region.region_id between list.office_id and list.last_id
            or list.office_id between region.region_id and region.last_id
        )
        and told.from_month >= list.from_month
        and told.from_month < list.to_month
        and list.depth >= 2
group by all
