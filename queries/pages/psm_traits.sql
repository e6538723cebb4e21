-- Who are the active PSM: sex, age, education, training, decree?
-- grain: one row per trait and category, people each once; category null: nobody says
-- $region (region): the region asked about
-- $as_of (month): the month the figures stand at
select
    trait.trait,
    trait.category,
    trait.persons,
    trait.persons / sum(trait.persons) over (partition by trait.trait) as share
from marts.psm_traits as trait
where
    trait.region_id = $region_id
    and trait.from_month <= $as_of
    and $as_of < trait.to_month
order by trait.trait asc, trait.persons desc, trait.category asc
