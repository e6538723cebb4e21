-- Up to which month of the year does each office tell what is counted since January,
-- and who is late?
-- grain: one row per dataset that counts since January and regency of the region (of a
-- district or village its own) that told of this year or of the one before; until is
-- null where nothing of this year has come; reached is the month that more than half of
-- the offices, of the province where the region is in one, have told up to; late is who
-- has not
-- $region (region): the region asked about
-- $as_of (month): the last month of the year so far
with

asked as (
    select
        coalesce(regency.region_id, region.region_id) as first_id,
        coalesce(regency.last_id, region.last_id) as last_id,
        peers.region_id as first_peer,
        peers.last_id as last_peer
    from reference.regions as region
    inner join reference.regions as peers
        on coalesce(region.province_id, region.region_id) = peers.region_id
    left join reference.regions as regency
        on region.regency_id = regency.region_id and region.depth > 2
    where region.region_id = $region_id
),

offices as (
    select
        flow.dataset,
        office.code,
        office.name,
        office.region_id between asked.first_id and asked.last_id as is_asked,
        max(flow.period_to) filter (
            where flow.from_month <= $as_of and flow.period_to // 12 = $as_of // 12
        ) as until
    from asked
    inner join reference.regions as office
        on office.region_id between asked.first_peer and asked.last_peer
    inner join marts.flows as flow using (region_id)
    where
        office.depth = 2
        and flow.measure not in ('listed', 'allotted')
        and flow.period_to // 12 between $as_of // 12 - 1 and $as_of // 12
        and flow.from_month <= $as_of
    group by all
),

reached as (
    select
        dataset,
        quantile_disc(until, 0.5) as month
    from offices
    group by dataset
)

select
    offices.dataset,
    offices.code as region_code,
    offices.name as region_name,
    month_text(offices.until) as until,
    month_text(reached.month) as reached,
    reached.month is not null and coalesce(offices.until < reached.month, true)
        as is_late
from offices
inner join reached using (dataset)
where offices.is_asked
order by offices.dataset asc, region_code asc
