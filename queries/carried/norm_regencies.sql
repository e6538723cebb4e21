-- Regencies that a norm rests on.
-- grain: as derived.norm_regencies
select * from derived.norm_regencies
