-- People that norms count whom several provinces know.
-- grain: as derived.norm_people
select told.* from derived.norm_people as told
semi join carried.people as crossing on told.person_id = crossing.person_id
