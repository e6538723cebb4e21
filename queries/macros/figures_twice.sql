-- PMKS and active PSM of a region and of all below it at two months, and whether both
-- months tell them whole.
-- grain: one row per region from low_id to high_id
-- as_of and base: month indexes, the later and the one compared with; counted_kinds:
-- the PPKS kinds counted, null for those of the settings
create macro figures_twice(
    low_id, high_id, as_of, base, counted_kinds
) as table (
    select
        later.region_id,
        later.depth,
        later.province_id,
        later.regency_id,
        later.district_id,
        later.ppks_persons as ppks,
        earlier.ppks_persons as ppks_before,
        later.psm_active as psm,
        earlier.psm_active as psm_before,
        later.psm_active is not null
        and earlier.psm_active is not null
        and coalesce(later.psm_is_complete and earlier.psm_is_complete, true)
            as is_psm,
        is_psm
        and later.ppks_persons is not null
        and earlier.ppks_persons is not null
        and coalesce(later.ppks_is_complete and earlier.ppks_is_complete, true)
            as is_both
    from region_figures(low_id, high_id, null, as_of, counted_kinds) as later
    inner join
        region_figures(low_id, high_id, null, base, counted_kinds) as earlier
        using (region_id)
)
