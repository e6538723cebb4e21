-- Which indicators are there, and what do their headers say?
-- grain: one row per indicator, in the order of the chain
select
    indicator,
    chain_level,
    unit,
    direction,
    name_id,
    name_en,
    meaning_id,
    meaning_en,
    numerator_id,
    numerator_en,
    denominator_id,
    denominator_en,
    beside_id,
    beside_en,
    sources,
    legal_id,
    legal_en,
    minimum_denominator,
    good_from,
    fair_from,
    forecast,
    led_by
from marts.indicators
order by position
