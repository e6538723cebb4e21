-- title_id: Angka melonjak atau anjlok
-- title_en: A figure jumped or dropped
-- severity: medium
-- dataset: several
-- looks_for_id: Angka yang jauh lebih besar atau kecil daripada laporan sebelumnya
-- untuk wilayah dan jenis yang sama: paling sedikit 1,5 kali, dan di luar kebetulan.
-- looks_for_en: A figure far above or below the one before for the same region and
-- kind: by 1.5 times at least, and beyond chance.
-- why_id: Sering salah ketik (angka nol berlebih, kolom tertukar) atau cara menghitung
-- berubah. Cacahan dibandingkan dengan transformasi akar (Anscombe); batasnya disetel
-- sehingga peluang satu temuan keliru di antara semua angka sebulan paling besar 5 %.
-- why_en: Often a slip (a zero too many, columns swapped) or another way of counting.
-- Counts are compared by square roots (Anscombe), with a limit such that the chance of
-- one false finding among all figures of a month is 5 % at most.
-- mend_id: Bandingkan dengan sumbernya; perbaiki dan kirim ulang, atau beri keterangan.
-- mend_en: Compare with the source; correct and send again, or explain.
-- detail_id: {kind} ({unit}), {period}: {value}, sebelumnya {previous}
-- ({previous_period}).
-- detail_en: {kind} ({unit}), {period}: {value}, before it {previous}
-- ({previous_period}).
-- grain: one row per region, kind, unit and months in which the figure stands
with

compared as (
    select
        *,
        -- twice the squared difference of square roots: chi-squared with one degree of
        -- freedom where both counts have the same mean
        2 * pow(sqrt(value + 0.375) - sqrt(previous_value + 0.375), 2) as squared
    from intermediate.report_spans
    inner join staging.series as series using (series_id)
    where
        previous_value is not null
        -- every ranking moves people between the deciles of a list
        and not (series.dataset = 'national_list' and series.kind like '% % %')
),

limits as (
    -- P(chi-squared > x) <= exp(-x / 2), shared out over all pairs (Bonferroni)
    select
        dataset,
        from_month,
        2 * ln(count(*) / 0.05) as most
    from compared
    group by all
)

select
    compared.region_id,
    compared.dataset,
    concat_ws('+', compared.kind, compared.unit, compared.period_to) as subject,
    compared.kind,
    compared.unit,
    period_text(compared.period_from, compared.period_to) as period,
    compared.value,
    compared.previous_value as previous,
    month_text(compared.previous_period_to) as previous_period,
    compared.from_month,
    compared.to_month
from compared
inner join limits using (dataset, from_month)
where
    compared.squared > limits.most
    and greatest(compared.value, compared.previous_value)
    >= 1.5 * least(compared.value, compared.previous_value)
