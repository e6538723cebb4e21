-- title_id: PSM peserta bimtek lebih banyak dari PSM aktif
-- title_en: More PSM at a bimtek than there are active
-- severity: medium
-- dataset: participants
-- looks_for_id: Kegiatan yang dihadiri PSM satu kabupaten/kota lebih banyak dari PSM
-- aktif yang tercatat di sana.
-- looks_for_en: An activity attended by more PSM of a regency than are active there.
-- why_id: Register PSM belum lengkap, atau unsur peserta keliru.
-- why_en: The register of PSM is not complete, or the participants' element is wrong.
-- mend_id: Lengkapi register dengan peserta yang belum tercatat, atau perbaiki kolom
-- Unsur.
-- mend_en: Add the participants that the register lacks, or correct the column Unsur.
-- detail_id: Kegiatan {activity}: {attended} PSM hadir, {psm_active} PSM aktif
-- tercatat.
-- detail_en: Activity {activity}: {attended} PSM attended, {psm_active} active PSM on
-- record.
-- grain: one row per regency, activity and months
with

lists as (
    select * from staging.participants
    qualify submission_id = max(submission_id) over (partition by office_id, activity)
),

attendances as (
    select
        coalesce(region.regency_id, list.office_id) as region_id,
        list.activity,
        max(submission.period_last) as period_last,
        count(*) as attended
    from lists as list
    inner join staging.submissions as submission using (submission_id)
    inner join reference.regions as office on list.office_id = office.region_id
    left join reference.regions as region on list.region_id = region.region_id
    where
        list.element = 'psm'
        and list.is_attended
        -- who came from another province is not among these PSM
        and (
            list.region_id is null
            or region.province_id = coalesce(office.province_id, region.province_id)
        )
    group by all
)

select
    list.region_id,
    list.activity as subject,
    list.activity,
    list.attended,
    psm.active as psm_active,
    greatest(list.period_last, psm.from_month) as from_month,
    psm.to_month
from attendances as list
inner join reference.regions as region using (region_id)
inner join marts.pillar_figures as psm using (region_id)
where
    region.depth = 2
    and psm.kind = 'psm'
    and psm.is_complete
    and psm.to_month > list.period_last
    and list.attended > psm.active
