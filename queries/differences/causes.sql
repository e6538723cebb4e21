-- What may have brought each figure that changed: submissions and settings that are not
-- the same in both snapshots and that feed the figure.
-- grain: one row per region, figure and cause; a setting has no submission_id
with

regions as (
    select distinct region_code from changed
),

-- submissions by every region that their office's area holds or lies in
above as (
    select
        region_code,
        unnest([
            'ID', left(region_code, 2), left(region_code, 5), left(region_code, 8),
            region_code
        ]) as place
    from regions
),

below as (
    select
        submission_id,
        unnest([left(office, 2), left(office, 5), left(office, 8), office]) as place
    from sources
    where submission_id is not null
),

near as (
    select
        above.region_code,
        sent.submission_id
    from above
    inner join sources as sent on above.place = sent.office
    union
    select
        region.region_code,
        below.submission_id
    from regions as region
    inner join below on region.region_code = below.place
),

direct as (
    select distinct
        changed.region_code,
        changed.figure,
        sent.source,
        sent.submission_id
    from changed
    inner join feeds using (figure)
    inner join sources as sent using (source)
    left join near using (region_code, submission_id)
    where case feeds.scope
        when 'area' then sent.submission_id is null or near.region_code is not null
        when 'ratio'
            then
                changed.is_own_ratio
                and (
                    sent.office is null
                    or length(changed.region_code) = 2
                    or left(sent.office, 2) = left(changed.region_code, 2)
                )
        else true
    end
)

select * from direct
union
-- what moved the norm moved whatever is held against it
select
    changed.region_code,
    changed.figure,
    direct.source,
    direct.submission_id
from direct
inner join changed using (region_code)
where
    direct.figure = 'norm'
    and changed.figure in ('state', 'shortage', 'uncovered_persons')
