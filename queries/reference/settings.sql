-- The settings that these figures were made with.
-- grain: one row; norm null where none is set
select * from source.settings
