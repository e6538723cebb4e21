-- Whom registers and lists of participants know: who is in a register where they serve,
-- who came where the office is that held the activity. Institutions are known by their
-- registration numbers.
-- grain: one row per person or institution and region
select distinct
    identity,
    region_id
from staging.pillars
where identity is not null
union
select distinct
    identity,
    office_id as region_id
from staging.participants
where identity is not null
