-- name_id: Jenis pilar sosial yang ada
-- name_en: Kinds of pillars present
-- meaning_id: Berapa jenis pilar sosial yang benar-benar ada, dari yang didata.
-- meaning_en: How many kinds of pillars there really are, of those collected.
-- chain_level: input
-- unit: kinds
-- direction: up
-- numerator_id: Jenis pilar dengan paling sedikit satu yang aktif.
-- numerator_en: Kinds of pillars with at least one that is active.
-- denominator_id: Jenis pilar yang didata; ditampilkan di samping, bukan pembagi.
-- denominator_en: Kinds of pillars collected; shown beside, not a divisor.
-- source: pillars, pillar_counts
-- lowest_level: village
-- minimum_denominator: 1
-- thresholds: 100, 75
-- forecast: none
-- led_by: none
-- legal_id: Permensos 8/2012 tentang PMKS dan PSKS.
-- legal_en: Permensos 8/2012 on PMKS and PSKS.
-- grain: one row per region, kind of pillar and months [from_month, to_month), added up
select
    figure.region_id,
    figure.kind as item,
    figure.from_month,
    figure.to_month,
    cast(figure.active > 0 as integer) as numerator,
    1 as denominator,
    figure.is_complete
from marts.pillar_figures as figure
inner join reference.pillar_kinds as kind using (kind)
where kind.is_in_use
