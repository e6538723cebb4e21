-- title_id: IPSM tidak ada tetapi mengadakan rapat
-- title_en: No IPSM, and yet it met
-- severity: low
-- dataset: ipsm
-- looks_for_id: Baris yang menyatakan tidak ada IPSM, tetapi berisi rapat atau anggota.
-- looks_for_en: Rows that say there is no IPSM and yet give meetings or members.
-- why_id: Salah satu kolom keliru; keberadaan IPSM dihitung dari kolom pertama.
-- why_en: One of the columns is wrong; whether there is an IPSM is read from the first.
-- mend_id: Perbaiki kolom Ada IPSM, atau kosongkan rapat dan anggota.
-- mend_en: Correct the column Ada IPSM, or leave meetings and members blank.
-- detail_id: Laporan {period}: baris yang bertentangan: {count}.
-- detail_en: Report of {period}: rows that contradict themselves: {count}.
-- grain: one row per row of a sheet and the months until the next submission
select
    span.office_id as region_id,
    span.period as subject,
    cast(sent.row as text) as item,
    span.period,
    sent.submission_id,
    sent.sheet,
    sent.row,
    span.from_month,
    span.to_month
from source.ipsm as sent
inner join intermediate.submission_spans as span using (submission_id)
where sent.has_ipsm = 'no' and (sent.meetings > 0 or sent.members > 0)
