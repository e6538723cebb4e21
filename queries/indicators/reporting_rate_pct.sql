-- name_id: Laporan yang masuk
-- name_en: Reports received
-- meaning_id: Berapa bagian laporan yang seharusnya dikirim kantor sudah masuk.
-- meaning_en: What share of the reports that offices were to send has come.
-- chain_level: process
-- unit: percent
-- direction: up
-- numerator_id: Laporan yang diterima, tepat waktu atau terlambat.
-- numerator_en: Reports received, on time or late.
-- denominator_id: Laporan yang diharapkan dan sudah jatuh tempo.
-- denominator_en: Reports expected that are due.
-- source: pillars, ppks, population, cases, verification, services, ipsm, budget
-- lowest_level: regency
-- minimum_denominator: 1
-- chance: none
-- thresholds: 100, 75
-- forecast: none
-- led_by: none
-- beside_id: Laporan yang masuk tepat waktu.
-- beside_en: Reports that came on time.
-- grain: one row per region, office in it, dataset and month that ends a period
-- expected, added up
select
    above.ancestor_id as region_id,
    concat_ws(' ', office.code, due.dataset, due.month) as item,
    due.month as from_month,
    999999 as to_month,
    cast(sent.received_on is not null as integer) as numerator,
    1 as denominator,
    cast(coalesce(sent.received_on <= due.due_on, false) as integer) as beside,
    if(sent.received_on is null, due.due_on, null) as due_on
from derived.due_reports as due
inner join reference.regions as office on due.office_id = office.region_id
inner join reference.region_ancestors as above on due.office_id = above.region_id
left join marts.received_reports as sent
    on
        due.office_id = sent.office_id
        and due.dataset = sent.dataset
        and due.month = sent.answered_month
