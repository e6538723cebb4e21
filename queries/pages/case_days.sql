-- How many days from report to handling, and to closing?
-- grain: one row per kind with dated cases of the year, and one for all (kind null);
-- medians are null where no case has both days; closed are those closed this year
-- $region (region): the region asked about
-- $as_of (month): the last month of the year so far
with

cases as (
    select
        record.*,
        record.closed_month between 12 * ($as_of // 12) and $as_of as is_closed,
        unnest([record.kind, null]) as told_kind
    from marts.case_records as record
    where
        record.region_id between $region_id and $region_last_id
        and record.from_month <= $as_of
        and $as_of < record.to_month
)

select
    told_kind as kind,
    count(*) as cases,
    count(days_to_handle) as handled,
    count(*) filter (where is_handled and is_with_psm) as with_psm,
    median(days_to_handle) as days_to_handle_median,
    count(*) filter (where is_closed) as closed,
    median(days_to_close) filter (where is_closed) as days_to_close_median,
    percentile_cont(0.9) within group (order by days_to_close)
    filter (where is_closed) as days_to_close_90
from cases
group by told_kind
order by told_kind is null desc, cases desc, kind asc
