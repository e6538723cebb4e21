-- Coverage of a province by village, looked up in Imbang's marts.
-- grain: one row per village; $province is its code, $month a month's number
with

area as (
    select
        region.region_id,
        region.code,
        region.level
    from regions as region
    where
        region.province_code = $province and region.level in ('regency', 'village')
),

known as (
    select
        area.region_id,
        area.code,
        area.level,
        need.ppks_persons as ppks,
        figure.active as psm,
        figure.counts_only
    from area
    left join ppks as need
        on
            area.region_id = need.region_id
            and need.from_month <= $month
            and need.to_month > $month
    left join pillar_figures as figure
        on
            area.region_id = figure.region_id
            and figure.kind = 'psm'
            and figure.from_month <= $month
            and figure.to_month > $month
),

regencies as (
    select * from known
    where level = 'regency' and ppks is not null and psm is not null
),

norm as (
    select
        (select sum(ppks) from regencies) as numerator,
        (select coalesce(sum(counts_only), 0) from regencies)
        + (
            select count(distinct person.person_id)
            from psm_persons as person
            inner join regencies on person.region_id = regencies.region_id
            where person.from_month <= $month and person.to_month > $month
        ) as denominator
)

select
    village.code,
    village.ppks,
    village.psm,
    case
        when village.ppks = 0 then 'not_needed'
        when village.ppks is null or village.psm is null then 'unknown'
        when village.psm = 0 then 'no_psm'
        when norm.numerator > 0 and norm.denominator > 0
            then
                case
                    when norm.denominator * village.ppks > norm.numerator * village.psm
                        then 'short'
                    else 'proportionate'
                end
        else 'unknown'
    end as state
from known as village
cross join norm
where village.level = 'village'
