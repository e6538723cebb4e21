-- How many entries were verified by name by address this year, and what was found?
-- grain: one row per region of the asked level and source (DTKS, DTSEN) with a report;
-- source is null where the region has none
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the last month of the year so far
with

asked as (
    select region.*
    from reference.regions as region
    where
        region.region_id between $region_id and $region_last_id
        and region.level = $level
),

figures as (
    select
        region_id,
        kind as source,
        any_value(value) filter (where measure = 'listed') as listed,
        any_value(value) filter (where measure = 'verified') as verified,
        any_value(value) filter (where measure = 'valid') as valid,
        any_value(value) filter (where measure = 'corrected') as corrected,
        any_value(value) filter (where measure = 'rejected') as rejected,
        bool_or(not is_complete) as is_partial,
        max(parts_complete) as parts_complete,
        max(parts_total) as parts_total,
        month_text(max(period_to)) as until
    from marts.flows
    semi join asked using (region_id)
    where
        dataset = 'verification'
        and region_id between $region_id and $region_last_id
        and from_month <= $as_of
        and $as_of < to_month
    group by all
)

select
    region.code as region_code,
    region.name as region_name,
    figures.* exclude (region_id),
    figures.verified / nullif(figures.listed, 0) as verified_share,
    (figures.valid + coalesce(figures.corrected, 0)) / nullif(figures.verified, 0)
        as valid_share
from asked as region
left join figures on region.region_id = figures.region_id
order by figures.listed desc nulls last, region_code asc, source asc
