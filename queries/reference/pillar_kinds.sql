-- The kinds of pillars of social welfare, and which of them are in use here.
-- grain: one row per kind; kind_order is that of the reference data
select
    key as kind,
    cast(row_number() over () as integer) as kind_order,
    abbreviation,
    label_id,
    label_en,
    unit,
    case served_level
        when 'province' then 1
        when 'regency' then 2
        when 'district' then 3
        when 'village' then 4
    end as served_depth,
    list_contains(setting.pillar_kinds, key) as is_in_use
from source.pillar_kinds
cross join reference.settings as setting
