-- The levels of regions, from the nation down.
-- grain: one row per level; depth is how far it is below the nation
select
    unnest(['nation', 'province', 'regency', 'district', 'village']) as level,
    unnest([0, 1, 2, 3, 4]) as depth
