-- Which figures changed between two snapshots, and what may have brought it?
-- grain: one row per region and figure that differs; submissions and settings as lists
-- with commas, null where none changed that feeds the figure (the rules did)
with

causes_listed as (
    select
        region_code,
        figure,
        string_agg(submission_id, ', ' order by submission_id) as submissions,
        string_agg(source, ', ' order by source) filter (where submission_id is null)
            as settings
    from causes
    group by all
)

select
    changed.region_code,
    changed.region_name,
    changed.figure,
    changed.before,
    changed.after,
    changed.after - changed.before as change,
    changed.state_before,
    changed.state_after,
    listed.submissions,
    listed.settings
from changed
left join causes_listed as listed using (region_code, figure)
order by changed.region_code, changed.figure
