-- The months that end a report of a flow which is not plain, and as of each the latest
-- cumulative figure of the year, whichever submission brought it last.
-- grain: one row per flow, region, office, year and month; base_to is the last month
-- that the cumulative figure covers, the December before where there is none
with

moments as (
    select distinct
        flow_id,
        region_id,
        office_id,
        office_depth,
        year,
        month
    from intermediate.flow_rows
    where not is_plain
),

cumulative as (
    select
        *,
        row(period_to, submission_id) as rank
    from intermediate.flow_rows
    where not is_plain and not is_monthly
)

select
    moment.*,
    max_by(sent.value, sent.rank) as base_value,
    max_by(sent.from_month, sent.rank) as base_from,
    coalesce(max(sent.period_to), any_value(12 * moment.year - 1)) as base_to
from moments as moment
left join cumulative as sent
    on
        moment.flow_id = sent.flow_id
        and moment.region_id = sent.region_id
        and moment.office_id = sent.office_id
        and moment.year = sent.year
        and moment.month >= sent.month
group by all
