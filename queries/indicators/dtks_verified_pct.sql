-- name_id: Data terpadu yang sudah diverifikasi
-- name_en: Listed entries verified
-- meaning_id: Berapa bagian isian DTKS atau DTSEN yang diverifikasi by name by address
-- sejak Januari.
-- meaning_en: What share of entries of DTKS or DTSEN has been verified by name by
-- address since January.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: Isian yang diverifikasi sejak Januari.
-- numerator_en: Entries verified since January.
-- denominator_id: Isian yang terdaftar untuk diverifikasi.
-- denominator_en: Entries listed for verification.
-- source: verification
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: up_to_100
-- counted: since_january
-- led_by: none
-- legal_id: Inpres 4/2025 tentang DTSEN.
-- legal_en: Inpres 4/2025 on DTSEN.
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    source as series,
    from_month,
    to_month,
    verified as numerator,
    listed as denominator,
    is_complete,
    period
from derived.verification_spans
