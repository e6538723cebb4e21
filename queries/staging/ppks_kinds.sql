-- The 26 kinds of people, families and communities in need of social services.
-- grain: one row per kind; kind_order is that of the regulation
select
    key as kind,
    cast(row_number() over () as integer) as kind_order,
    abbreviation,
    label_id,
    label_en,
    unit,
    problem_group
from source.ppks_kinds
