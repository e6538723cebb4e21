-- The 26 kinds of people, families and communities in need of social services, and
-- which of them are counted here.
-- grain: one row per kind; kind_order is that of the regulation
select
    key as kind,
    cast(row_number() over () as integer) as kind_order,
    abbreviation,
    label_id,
    label_en,
    unit,
    problem_group,
    list_contains(setting.ppks_kinds, key) as is_counted
from source.ppks_kinds
cross join reference.settings as setting
