-- The figures of provinces, for the nation's to be added up from.
-- grain: as intermediate.figures
select * from parts.figures
