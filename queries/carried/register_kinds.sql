-- The kinds that registers hold, of the nation's office too.
-- grain: as intermediate.register_kinds
select * from intermediate.register_kinds
