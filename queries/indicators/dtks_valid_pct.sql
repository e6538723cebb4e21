-- name_id: Data terpadu yang valid setelah diverifikasi
-- name_en: Verified entries found valid
-- meaning_id: Berapa bagian isian yang diverifikasi ternyata benar atau sudah
-- diperbaiki.
-- meaning_en: What share of the entries verified was found valid or was corrected.
-- chain_level: output
-- unit: percent
-- direction: up
-- numerator_id: Isian yang ternyata benar atau diperbaiki.
-- numerator_en: Entries found valid or corrected.
-- denominator_id: Isian yang diverifikasi sejak Januari.
-- denominator_en: Entries verified since January.
-- source: verification
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- counted: since_january
-- led_by: dtks_verified_pct
-- legal_id: Inpres 4/2025 tentang DTSEN.
-- legal_en: Inpres 4/2025 on DTSEN.
-- grain: one row per region and months [from_month, to_month)
select
    region_id,
    source as series,
    from_month,
    to_month,
    valid + coalesce(corrected, 0) as numerator,
    verified as denominator,
    is_complete and corrected is not null as is_complete,
    period
from derived.verification_spans
