-- How many findings are open, where, by which rule?
-- grain: one row per region and rule with open findings, without what they are about:
-- whoever may not see findings sees how many there are
-- reads: notes
-- $region (region): the region asked about
-- $as_of (month): the month the findings hold in
with

counted as (
    select
        finding.rule,
        finding.severity,
        finding.dataset,
        region.code as region_code,
        region.name as region_name,
        cast(count(distinct finding.finding_id) as integer) as findings
    from results.findings as finding
    inner join reference.regions as region using (region_id)
    left join notes as note using (finding_id)
    where
        region.region_id between $region_id and $region_last_id
        and finding.from_month <= $as_of
        and $as_of < finding.to_month
        and (
            coalesce(note.state, 'open') = 'open'
            or reopens(note.state, note.is_of_earlier_snapshot, finding.is_lasting)
        )
    group by all
)

select * from counted
order by
    list_position(['high', 'medium', 'low'], severity) asc,
    rule asc,
    region_code asc
