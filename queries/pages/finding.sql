-- What is known of one finding, in which months?
-- grain: one row per span of months with the same values, latest first
-- needs: findings
-- $finding (finding): the finding's id
select
    finding.finding_id,
    finding.rule,
    finding.severity,
    finding.dataset,
    region.code as region_code,
    finding.detail,
    month_text(finding.from_month) as from_month,
    if(finding.to_month >= 25200, null, month_text(finding.to_month - 1)) as last_month
from results.findings as finding
inner join reference.regions as region using (region_id)
where finding.finding_id = $finding
order by finding.from_month desc
