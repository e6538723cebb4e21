-- What happened from January on (flows): needs entered and left, cases, verification,
-- referrals, meetings, spending; beside them what is listed (a stock) and allotted (of
-- the year). Of needs, cases and verification each region has its figure at its own
-- level; the others are added over the offices that sent them.
-- grain: one row per dataset, measure, kind, unit, region and months [from_month,
-- to_month); kind is the source for verification, the programme for budget, null for
-- services and ipsm; parts_complete of parts_total regions below, or offices, are whole
with

resolved as (
    select
        split_part(series.dataset, ' ', 1) as dataset,
        split_part(series.dataset, ' ', 2) as measure,
        series.kind,
        series.unit,
        figure.region_id,
        figure.from_month,
        figure.to_month,
        figure.value,
        figure.is_complete,
        figure.period_from,
        figure.period_to,
        figure.parts_complete,
        figure.parts_total
    from intermediate.figures as figure
    inner join staging.series as series using (series_id)
    where series.dataset like '% %'
),

added as (
    select
        flow.* exclude (is_whole),
        greatest(region.regencies, 1) as parts_total,
        flow.is_whole and flow.parts_complete >= parts_total as is_complete
    from intermediate.flow_sums as flow
    inner join reference.regions as region using (region_id)
)

-- in an order in which neighbours are alike: it takes least room
select told.*
from (
    select * from resolved
    union all by name
    select * replace (nullif(kind, '') as kind) from added
) as told
inner join reference.regions as region using (region_id)
order by dataset, region.depth = 4, region_id, from_month, to_month, kind, measure
