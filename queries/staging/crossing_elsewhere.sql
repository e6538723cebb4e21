-- People known here whom other parts know too.
-- grain: one row per person
select * from source.crossing
