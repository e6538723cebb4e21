-- What in the data should be looked at, by whom, and how far is that?
-- grain: one row per finding that holds, and per noted one that no longer does
-- needs: findings
-- reads: notes
-- $region (region): the region asked about
-- $as_of (month): the month the findings hold in
with

area as (
    select
        region_id,
        code
    from reference.regions
    where region_id between $region_id and $region_last_id
),

found as (
    select
        finding.*,
        area.code as region_code,
        json_merge_patch(
            finding.detail, to_json({ 'places': place.places })
        ) as full_detail
    from results.findings as finding
    inner join area using (region_id)
    left join
        finding_places($region_id, $region_last_id, $as_of) as place
        using (finding_id)
    where
        finding.region_id between $region_id and $region_last_id
        and finding.from_month <= $as_of
        and $as_of < finding.to_month
),

listed as (
    select
        found.* exclude (detail),
        found.full_detail as detail,
        note.owner,
        note.note,
        note.changed_by,
        note.changed_at,
        reopens(note.state, note.is_of_earlier_snapshot, found.is_lasting)
            as is_reopened,
        if(is_reopened, 'open', coalesce(note.state, 'open')) as state
    from found
    left join notes as note using (finding_id)
    union all by name
    select
        note.* exclude (is_of_earlier_snapshot, from_month)
        replace ('mended' as state),
        note.from_month as since_month,
        false as is_reopened
    from notes as note
    inner join area on note.region_code = area.code
    anti join found using (finding_id)
    where note.from_month <= $as_of
)

select
    finding_id,
    rule,
    severity,
    dataset,
    region_code,
    cast(detail as text) as detail,
    state,
    owner,
    note,
    changed_by,
    changed_at,
    is_reopened,
    month_text(since_month) as since
from listed
order by
    list_position(['high', 'medium', 'low'], severity) asc,
    rule asc,
    region_code asc,
    finding_id asc
