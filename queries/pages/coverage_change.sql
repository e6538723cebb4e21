-- How have PSM, the ratio and uncovered persons changed, over what both months tell?
-- grain: one row per region of the level in the one asked about; compared is it as a
-- whole where both months tell that, else what of it they do, null where nothing is;
-- shares are those that the compared have of its PSM, else of its PMKS
-- ready: norms_of
-- $region (region): the region asked about
-- $level (level): the level of the rows
-- $as_of (month): the month the figures stand at
-- $base (month): the month compared with
-- $norm (norm, optional): PMKS per PSM; else that of settings or each province's own
-- $kinds (ppks_kinds, optional): the PPKS kinds counted; else those of the settings
with

judged as (
    select
        figure.*,
        -- a village stands against one norm in both months, that of the later
        uncovered_by(ppks, psm, numerator, denominator) as uncovered,
        uncovered_by(ppks_before, psm_before, numerator, denominator)
            as uncovered_before,
        ancestor_at(
            asked.depth, province_id, regency_id, district_id, region_id
        ) as asked_id
    from
        figures_twice(
            $region_id, $region_last_id, $as_of, $base, $kinds
        ) as figure
    inner join reference.levels as asked
        on asked.level = $level and figure.depth >= asked.depth
    left join
        norms_of($as_of, $kinds, $norm_numerator, $norm_denominator) as norm
        on figure.depth > 1 and figure.province_id = norm.norm_id
),

-- none of whose villages is known in either month: known by its own figures alone
bare as (
    select above.region_id
    from judged as village
    cross join
        unnest([village.province_id, village.regency_id, village.district_id])
            as above (region_id)
    where village.depth = 4
    group by all
    having bool_and(village.uncovered is null and village.uncovered_before is null)
),

told as (
    select
        one.*,
        one.uncovered is not null
        and one.uncovered_before is not null
        and (one.depth = 4 or bare.region_id is not null) as is_known
    from judged as one
    left join bare on one.region_id = bare.region_id
),

-- never one inside another
placed as (
    select
        one.* exclude (is_psm, is_both, is_known),
        outermost(one.is_psm, [n.is_psm, p.is_psm, r.is_psm, d.is_psm]) as is_psm,
        outermost(one.is_both, [n.is_both, p.is_both, r.is_both, d.is_both])
            as is_both,
        outermost(one.is_known, [p.is_known, r.is_known, d.is_known]) as is_known
    from told as one
    left join told as n on if(one.depth > 0, 0, null) = n.region_id
    left join told as p on if(one.depth > 1, one.province_id, null) = p.region_id
    left join told as r on if(one.depth > 2, one.regency_id, null) = r.region_id
    left join told as d on if(one.depth > 3, one.district_id, null) = d.region_id
),

summed as (
    select
        asked_id,
        max(if(region_id = asked_id, psm, null)) as own_psm,
        max(if(region_id = asked_id, ppks, null)) as own_ppks,
        sum(psm) filter (where is_psm) as psm,
        sum(psm_before) filter (where is_psm) as psm_before,
        sum(ppks) filter (where is_both) as ppks_both,
        sum(ppks_before) filter (where is_both) as ppks_both_before,
        nullif(sum(psm) filter (where is_both), 0) as psm_both,
        nullif(sum(psm_before) filter (where is_both), 0) as psm_both_before,
        sum(ppks) filter (where is_known) as ppks_known,
        -- in one order, so that the same comes of the same to the last digit
        fsum(uncovered order by region_id) filter (where is_known) as uncovered,
        fsum(uncovered_before order by region_id) filter (where is_known) as before
    from placed
    group by all
)

select
    region.code as region_code,
    cast(psm as bigint) as psm_active,
    cast(psm_before as bigint) as psm_active_before,
    share_of(psm, own_psm) as psm_share,
    if(psm_both_before > 0, ppks_both / psm_both, null) as ratio_ppks_per_psm,
    if(psm_both > 0, ppks_both_before / psm_both_before, null)
        as ratio_ppks_per_psm_before,
    share_of(if(ratio_ppks_per_psm is null, null, ppks_both), own_ppks) as ratio_share,
    uncovered as uncovered_persons,
    before as uncovered_persons_before,
    share_of(ppks_known, own_ppks) as uncovered_share
from summed
inner join reference.regions as region on summed.asked_id = region.region_id
order by region.region_id
