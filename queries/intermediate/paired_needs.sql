-- Needs reported whole both in a month and beside it in another, before or after: of
-- every region above villages by itself (is_own), and of the villages of a district
-- together; what a region has in all is added by paired_needs.upward.sql.
-- grain: rows of a region and series add up; of each: in the months [from_month,
-- to_month) count people or families, in villages villages, where the other month is in
-- [beside_from, beside_to); depth is that of the regions that are added up, 4 in rows
-- of a district's villages
with

whole as (
    select
        figure.series_id,
        figure.region_id,
        figure.from_month,
        figure.to_month,
        figure.value
    from intermediate.figures as figure
    inner join staging.series as series using (series_id)
    where series.dataset = 'ppks' and figure.is_complete
),

reported as (
    select
        series_id,
        region_id,
        min(from_month) as first_month,
        max(to_month) as last_month,
        sum(to_month - from_month) < max(to_month) - min(from_month) as is_broken
    from whole
    group by all
),

broken as (
    select
        whole.*,
        lag(whole.to_month) over months as before_month
    from whole
    inner join reported using (series_id, region_id)
    where reported.is_broken
    window months as (
        partition by whole.series_id, whole.region_id order by whole.from_month
    )
),

-- months in a row in which a region is reported whole: mostly all from the first on
numbered as (
    select
        *,
        count(*) filter (where from_month is distinct from before_month) over (
            partition by series_id, region_id order by from_month
        ) as run
    from broken
),

runs as (
    select
        series_id,
        region_id,
        first_month as beside_from,
        last_month as beside_to
    from reported
    where not is_broken
    union all
    select
        series_id,
        region_id,
        min(from_month) as beside_from,
        max(to_month) as beside_to
    from numbered
    group by series_id, region_id, run
)

select
    if(region.depth = 4, region.parent_id, region.region_id) as region_id,
    whole.series_id,
    region.depth,
    region.depth < 4 as is_own,
    runs.beside_from,
    runs.beside_to,
    whole.from_month,
    whole.to_month,
    cast(sum(whole.value) as bigint) as count,
    cast(sum(region.villages) as bigint) as villages
from whole
inner join runs using (series_id, region_id)
inner join reference.regions as region on whole.region_id = region.region_id
group by all
