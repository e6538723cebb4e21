-- title_id: Jumlah wilayah di bawahnya berbeda dari laporan langsung
-- title_en: The regions below disagree with the direct report
-- severity: high
-- dataset: several
-- looks_for_id: Wilayah yang punya laporan langsung dan laporan lengkap dari semua
-- wilayah di bawahnya untuk periode yang sama, tetapi jumlahnya berbeda.
-- looks_for_en: A region with a direct report and complete reports of all regions below
-- it for the same period that do not add up to it.
-- why_id: Yang dipakai adalah jumlah dari bawah; salah satu dari keduanya keliru.
-- why_en: The total from below is what counts; one of the two is wrong.
-- mend_id: Cari selisihnya, lalu perbaiki dan kirim ulang laporan yang keliru.
-- mend_en: Find the difference, then correct and send again the report that is wrong.
-- detail_id: {kind} ({unit}), {period}: jumlah dari bawah {total}, laporan langsung
-- {direct}.
-- detail_en: {kind} ({unit}), {period}: total from below {total}, direct report
-- {direct}.
-- grain: one row per region, kind, unit and months
select
    figure.region_id,
    series.dataset,
    concat_ws('+', series.kind, series.unit, figure.period_to) as subject,
    series.kind,
    series.unit,
    period_text(figure.period_from, figure.period_to) as period,
    figure.value as total,
    figure.disagreeing_report as direct,
    figure.from_month,
    figure.to_month
from intermediate.figures as figure
inner join staging.series as series using (series_id)
-- flows (named by dataset and measure) are left out: they have no label of a kind
where figure.disagreeing_report is not null and series.dataset not like '% %'
