-- The ladder from roles to valid people, for pages.
-- grain: one row per region, kind (null: all kinds of a person in use) and the months
-- [from_month, to_month) in which the counts stand
select * from intermediate.ladders
order by kind, region_id, from_month
