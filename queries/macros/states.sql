-- The state of every region in an area against its norm, that of norms_of, and what
-- follows from it.
-- grain: one row per region of the area and of peer_depth; excess is uncovered persons
-- × scale
-- low_id to high_id: the area; as_of: month index; counted_kinds: the PPKS kinds
-- counted, null for those of the settings; given_numerator and given_denominator: PMKS
-- per PSM as a fraction, null for the default norm
-- peer_depth: regions down to this depth are there wherever they lie, null for none
create macro states(
    low_id,
    high_id,
    peer_depth,
    as_of,
    counted_kinds,
    given_numerator,
    given_denominator
) as table (
    with

    figures as (
        select * from region_figures(low_id, high_id, peer_depth, as_of, counted_kinds)
    ),

    normed as (
        select
            figure.*,
            norm.source as norm_source,
            norm.numerator as norm_numerator,
            norm.denominator as norm_denominator,
            norm.left_out as norm_left_out,
            cast(coalesce(norm.denominator, 1) as hugeint) as scale
        from figures as figure
        left join
            norms_of(as_of, counted_kinds, given_numerator, given_denominator) as norm
            on norm.norm_id = if(figure.depth <= 1, 0, figure.province_id)
    )

    select
        *,
        state_by(ppks_persons, psm_active, norm_numerator, norm_denominator) as state,
        excess_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as excess,
        lacking_by(state, ppks_persons, psm_active, norm_numerator, norm_denominator)
            as shortage
    from normed
)
