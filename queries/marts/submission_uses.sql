-- What figures rest on: which submissions tell of an office's area, in which months.
-- grain: one row per submission and region of an office (a regency, a province or the
-- nation): months [from_month, to_month) in which something of it stands
select
    coalesce(told.regency_id, used.region_id) as region_id,
    used.submission_id,
    cast(min(used.from_month) as integer) as from_month,
    cast(max(used.to_month) as integer) as to_month
from intermediate.submission_uses as used
inner join reference.regions as told using (region_id)
group by all
order by region_id, used.submission_id
