-- Whether the IPSM of a district met in every quarter that its reports cover. A report
-- over several quarters has to hold as many meetings as quarters.
-- grain: one row per district and months [from_month, to_month) of a year, from the
-- first quarter reported on
with

reported as (
    select
        flow.region_id,
        flow.from_month,
        flow.to_month,
        flow.value as meetings,
        flow.is_complete,
        flow.period_to,
        flow.period_to // 12 as year,
        (flow.period_to % 12 + 1) // 3 as quarters
    from intermediate.flow_spans as flow
    inner join reference.regions as region using (region_id)
    where
        flow.dataset = 'ipsm'
        and flow.measure = 'meetings'
        and region.level = 'district'
),

-- the first report that covers so many quarters whole
marks as (
    select
        region_id,
        year,
        quarters,
        min_by(meetings, period_to) as meetings
    from reported
    where quarters > 0
    group by all
),

steps as (
    select
        region_id,
        year,
        quarters,
        meetings - lag(meetings, 1, 0) over quarter_order
        >= quarters - lag(quarters, 1, 0) over quarter_order as has_met
    from marks
    window quarter_order as (partition by region_id, year order by quarters)
),

judged as (
    select
        region_id,
        year,
        quarters,
        bool_and(has_met) over (
            partition by region_id, year order by quarters
        ) as has_met
    from steps
)

select
    reported.region_id,
    reported.from_month,
    reported.to_month,
    judged.has_met,
    reported.is_complete
from reported
inner join judged using (region_id, year, quarters)
