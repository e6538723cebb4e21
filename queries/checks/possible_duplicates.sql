-- title_id: Mungkin orang yang sama tercatat dua kali
-- title_en: Perhaps the same person twice
-- severity: low
-- dataset: pillars
-- looks_for_id: Dua baris aktif tanpa NIK yang sama, tetapi nama (hampir) sama, tahun
-- lahir sama, dan kecamatan sama, atau nomor registrasinya sama dalam satu kantor.
-- looks_for_en: Two active rows without the same NIK, but with (nearly) the same name,
-- year of birth and district, or the same registration number in one office.
-- why_id: Orang ini terhitung dua kali. Tidak pernah digabung otomatis: nama yang sama
-- belum tentu orang yang sama.
-- why_en: This person counts twice. They are never merged by machine: the same name may
-- be two people.
-- mend_id: Periksa kedua baris. Bila orangnya sama, samakan NIK-nya atau hapus satu
-- baris; bila berbeda, beri keterangan.
-- mend_en: Look at both rows. If it is one person, give both the same NIK or remove
-- one; if not, explain the finding.
-- detail_id: Dua baris mungkin orang yang sama ({kind_a}, {region_a}; {kind_b},
-- {region_b}).
-- detail_en: Two rows may be one person ({kind_a}, {region_a}; {kind_b}, {region_b}).
-- grain: one row per pair of rows, row of a register and months
with

pairs as (
    select
        *,
        unnest([role_a, role_b]) as role_id
    from intermediate.alike_people
)

select distinct
    pair.office_id as region_id,
    concat_ws(
        '+',
        pair.person_a, pair.person_b,
        pair.kind_a, pair.kind_b, pair.region_a, pair.region_b
    ) as subject,
    pair.kind_a,
    pair.kind_b,
    pair.region_a,
    pair.region_b,
    role.submission_id,
    role.sheet,
    role.row,
    pair.from_month,
    pair.to_month
from pairs as pair
inner join intermediate.active_rows as role using (role_id)
