-- The kinds of pillars of social welfare.
-- grain: one row per kind
select
    key as kind,
    abbreviation,
    label_id,
    label_en,
    unit,
    case served_level
        when 'province' then 1
        when 'regency' then 2
        when 'district' then 3
        when 'village' then 4
    end as served_depth
from source.pillar_kinds
