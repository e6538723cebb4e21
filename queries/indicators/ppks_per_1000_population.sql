-- name_id: PMKS per 1.000 penduduk
-- name_en: PMKS per 1,000 inhabitants
-- meaning_id: Berapa PMKS di antara setiap seribu penduduk.
-- meaning_en: How many PMKS there are among every thousand inhabitants.
-- chain_level: impact
-- unit: per 1000
-- direction: down
-- numerator_id: PMKS yang dilaporkan sebagai orang.
-- numerator_en: PMKS reported as persons.
-- denominator_id: Penduduk.
-- denominator_en: Inhabitants.
-- source: ppks, population
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: ppks_independent_pct
-- grain: one row per region, part of the ratio and months [from_month, to_month)
select
    region_id,
    from_month,
    to_month,
    ppks_persons as numerator,
    null as denominator,
    is_complete,
    period
from marts.ppks
where ppks_persons is not null
union all by name
select
    region_id,
    from_month,
    to_month,
    null as numerator,
    count as denominator,
    is_complete,
    null as period
from marts.population
where kind = 'inhabitants'
