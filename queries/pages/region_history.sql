-- How have PMKS and PSM of a region stood, and in which months did a report come?
-- grain: one row per month from the first report to the as-of month; figures stand
-- until the next report, reports of 0 are months in which no office sent any
-- $region (region): the region asked about; of a district or a village its regency
-- sends the reports
-- $as_of (month): the last month
with

asked as (
    select
        region_id,
        last_id,
        depth
    from reference.regions
    where region_id = $region_id
),

offices as (
    select office.region_id as office_id
    from asked
    inner join reference.regions as office
        on office.region_id between asked.region_id and asked.last_id
    where office.depth < 4
    union
    select climbed.ancestor_id
    from asked
    inner join reference.region_ancestors as climbed using (region_id)
    inner join reference.regions as office on climbed.ancestor_id = office.region_id
    where office.depth = 2 and asked.depth > 2
),

sent as (
    select
        period_last as month,
        count(distinct office_id) filter (where dataset = 'ppks') as ppks_reports,
        count(distinct office_id) filter (
            where dataset in ('pillars', 'pillar_counts')
        ) as psm_reports
    from marts.submissions
    semi join offices using (office_id)
    where
        dataset in ('ppks', 'pillars', 'pillar_counts') and period_last <= $as_of
    group by period_last
),

months as (
    select unnest(generate_series(min(month), $as_of)) as month
    from sent
)

select
    month_text(months.month) as month,
    need.ppks_persons,
    figure.active as psm_active,
    coalesce(sent.ppks_reports, 0) as ppks_reports,
    coalesce(sent.psm_reports, 0) as psm_reports
from months
cross join asked
left join marts.ppks as need
    on
        asked.region_id = need.region_id
        and need.region_id = $region_id
        and months.month >= need.from_month
        and months.month < need.to_month
left join marts.pillar_figures as figure
    on
        asked.region_id = figure.region_id
        and figure.region_id = $region_id
        and figure.kind = 'psm'
        and months.month >= figure.from_month
        and months.month < figure.to_month
left join sent on months.month = sent.month
order by months.month
