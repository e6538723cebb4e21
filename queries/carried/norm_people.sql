-- People that a norm counts.
-- grain: as derived.norm_people
select * from derived.norm_people
