-- Words for levels of education, without blanks and signs.
-- grain: one row per word
select
    key as education,
    unnest(string_split(synonyms, '|')) as word
from source.education_levels
