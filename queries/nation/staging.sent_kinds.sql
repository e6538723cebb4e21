-- The kinds that the nation's office has rows for, wherever.
-- grain: as staging.sent_kinds
select * from own.sent_kinds
union
select * from parts.sent_kinds
