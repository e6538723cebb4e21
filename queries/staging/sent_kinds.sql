-- The kinds that a submission of counts has rows for, blank counts included.
-- grain: one row per dataset, submission and kind
select distinct
    'ppks' as dataset,
    submission_id,
    kind
from source.ppks
union all
select distinct
    'pillar_counts' as dataset,
    submission_id,
    kind
from source.pillar_counts
