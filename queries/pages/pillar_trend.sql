-- Do PSM, or another kind, grow in number and in quality?
-- grain: one row per month from the first with data to the as-of month
-- $region (region): the region asked about
-- $as_of (month): the last month
-- $kind (pillar_kind): the kind of pillar
with

figures as (
    select *
    from marts.pillar_figures
    where region_id = $region_id and kind = $kind and from_month <= $as_of
),

ladder as (
    select *
    from marts.pillars
    where region_id = $region_id and kind = $kind and from_month <= $as_of
),

months as (
    select unnest(generate_series(min(from_month), $as_of)) as month
    from figures
)

select
    month_text(months.month) as month,
    figure.active as reported,
    figure.counts_only,
    not figure.is_complete as is_partial,
    ladder.active,
    ladder.current,
    ladder.trained,
    ladder.valid
from months
left join figures as figure
    on months.month >= figure.from_month and months.month < figure.to_month
left join ladder
    on months.month >= ladder.from_month and months.month < ladder.to_month
order by month
