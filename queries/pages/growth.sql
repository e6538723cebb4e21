-- Do PSM grow as fast as PMKS, both as an index from a month on?
-- grain: one row per month from the base month to the as-of month; an index is null
-- where the month or the base is not reported whole
-- $region (region): the region asked about
-- $as_of (month): the last month
-- $base (month): the month that is 100
with

months as (
    select unnest(generate_series(least($base, $as_of), $as_of)) as month
),

matched as (
    select
        pair.month,
        sum(pair.count) as count,
        sum(pair.before) as before
    from
        matched_needs(
            $region, $region_id, $region_last_id, $base, $base, $as_of
        ) as pair
    inner join reference.ppks_kinds as kind using (kind)
    where kind.is_counted and pair.unit = 'person'
    group by pair.month
),

listed as (
    select
        months.month,
        need.ppks_persons,
        figure.active as psm_active,
        pillar.valid as psm_valid,
        100 * matched.count / nullif(matched.before, 0) as ppks_index,
        100 * matched.count / nullif(need.ppks_persons, 0) as matched_pct,
        if(figure.is_complete, figure.active, null) as psm_whole
    from months
    left join marts.ppks as need
        on
            need.region_id = $region_id
            and months.month >= need.from_month
            and months.month < need.to_month
    left join matched on months.month = matched.month
    left join marts.pillar_figures as figure
        on
            figure.region_id = $region_id
            and figure.kind = 'psm'
            and months.month >= figure.from_month
            and months.month < figure.to_month
    left join marts.pillars as pillar
        on
            pillar.region_id = $region_id
            and pillar.kind = 'psm'
            and months.month >= pillar.from_month
            and months.month < pillar.to_month
)

select
    month_text(month) as month,
    ppks_persons,
    psm_active,
    psm_valid,
    ppks_index,
    100 * psm_whole / nullif(first_value(psm_whole) over (order by month), 0)
        as psm_index,
    matched_pct
from listed
order by month
