-- The figures of one level from those of the level below and from direct reports:
-- the children's total where all of them are complete and none is older than the
-- direct report, else the direct report, else the partial total of the children. A
-- whole figure of needs ends that of its kind in the other unit if all of it is older.
-- grain: as figures.sql
-- for each $depth: 3, 2, 1, 0
with

-- of children the sums of those that begin and end together, which most do
reported as (
    select
        child.series_id,
        region.parent_id as region_id,
        child.from_month,
        child.to_month,
        sum(child.value) as value,
        count(*) filter (where child.is_complete) as parts_complete,
        -- the oldest period, of several the one that began first
        min(1000000 * cast(child.period_to as bigint) + child.period_from) as since,
        max(child.period_to) as period_to,
        max(child.newest_period) as newest_period,
        true as is_part
    from intermediate.figures as child
    inner join reference.regions as region on child.region_id = region.region_id
    where region.depth = $depth + 1
    group by all
    union all by name
    select
        report.*,
        false as is_part
    from intermediate.direct_reports as report
    inner join reference.regions as region on report.region_id = region.region_id
    where region.depth = $depth
),

told as (
    select distinct
        series_id,
        region_id,
        unnest([from_month, to_month]) as month
    from reported
),

-- where one unit of a kind begins or ends, the other may
moments as (
    select distinct
        told.series_id,
        series.topic_id,
        told.region_id,
        unnest([told.month, coalesce(same.month, told.month)]) as from_month
    from told
    inner join staging.series as series using (series_id)
    left join staging.series as other
        on series.topic_id = other.topic_id and series.series_id <> other.series_id
    left join told as same
        on other.series_id = same.series_id and told.region_id = same.region_id
),

-- numbered, so that the moments of a span are the numbers between two
spans as (
    select
        *,
        row_number() over (order by series_id, region_id, from_month) as span_id,
        lead(from_month) over (partition by series_id, region_id order by from_month)
            as to_month
    from moments
),

placed as (
    select
        report.*,
        unnest(range(begun.span_id, ended.span_id)) as span_id
    from reported as report
    inner join spans as begun using (series_id, region_id, from_month)
    inner join spans as ended
        on
            report.series_id = ended.series_id
            and report.region_id = ended.region_id
            and report.to_month = ended.from_month
),

-- of a span the children's together, and the direct report, of which there is one
totals as (
    select
        span_id,
        sum(value) filter (where is_part) as value,
        coalesce(sum(parts_complete) filter (where is_part), 0) as parts_complete,
        min(since) filter (where is_part) as oldest,
        cast(oldest // 1000000 as integer) as period_to,
        cast(oldest % 1000000 as integer) as period_from,
        max(period_to) filter (where is_part) as last_period_to,
        max(newest_period) filter (where is_part) as newest_period,
        any_value(value) filter (where not is_part) as direct_value,
        any_value(is_complete) filter (where not is_part) as is_direct_complete,
        any_value(period_from) filter (where not is_part) as direct_from,
        any_value(period_to) filter (where not is_part) as direct_to
    from placed
    group by span_id
),

compared as (
    select
        span.*,
        region.children as parts_total,
        total.parts_complete,
        total.parts_complete = region.children and (
            total.direct_value is null or total.period_to >= total.direct_to
        ) as is_total,
        not is_total and total.direct_value is not null as is_direct,
        if(is_direct, total.direct_value, total.value) as value,
        is_total or (is_direct and total.is_direct_complete) as is_complete,
        if(is_direct, total.direct_from, total.period_from) as period_from,
        if(is_direct, total.direct_to, total.period_to) as period_to,
        if(is_direct, total.direct_to, total.newest_period) as newest_period,
        case
            when is_total and total.last_period_to = total.direct_to
                then nullif(total.direct_value, total.value)
        end as disagreeing_report
    from spans as span
    inner join reference.regions as region using (region_id)
    inner join totals as total using (span_id)
    where total.value is not null or total.direct_value is not null
),

-- the last month that a whole figure in one unit of a kind tells of
whole as (
    select
        topic_id,
        region_id,
        from_month,
        max(period_to) as period_to
    from compared
    where
        is_complete
        and topic_id in (
            select topic_id from staging.series
            group by topic_id
            having count(*) > 1
        )
    group by all
)

select figure.* exclude (is_total, is_direct, topic_id, span_id)
from compared as figure
left join whole using (topic_id, region_id, from_month)
where coalesce(whole.period_to, 0) <= figure.newest_period
