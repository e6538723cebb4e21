"""The words of a line that are none for what it counts, and those that end it."""

from __future__ import annotations

from imbang.intake.values.dates import MONTHS
from imbang.reference.spelling import words_of

NUMBER = words_of("jumlah jml banyaknya total number")
# What begins a line anew: after these stands what it is of.
COUNTING = NUMBER | words_of("rekap rekapitulasi data daftar")
AGES = words_of("usia umur")
PARTS_OF_AGES = words_of("di atas bawah lebih kurang ke")
BETWEEN = frozenset([",", ";", "&", "dan", "serta", "and", "atau"])
# What follows says of whom, where, by what: no longer what is counted.
OF_WHAT = words_of("menurut berdasarkan")
BY_WHAT = OF_WHAT | words_of(
    "per by tiap setiap perdesa perkelurahan perkecamatan perkabupaten"
)
FROM_HERE = BY_WHAT | words_of("di pada dalam in dari se untuk")
PLACES = words_of(
    "kabupaten kab kota kecamatan kec provinsi prov desa kelurahan kel kalurahan nagari "
    "kampung wilayah daerah rt rw dusun"
)
MALE = words_of("laki lakilaki lk l pria male")
FEMALE = words_of("perempuan pr p wanita female")
NOISE = words_of(
    "tabel table lampiran formulir form format pendataan pedataan register gambar bab laporan profil statistik hasil "
    "proyeksi estimasi sensus sp tahun year bulan month triwulan tw semester kuartal "
    "periode keadaan kondisi posisi akhir awal pertengahan terbaru final fix rev revisi "
    "versi baru lama copy salinan export ekspor od dataset sheet lembar series column "
    "row jenis kelamin jiwa orang satuan ribu ribuan of the dinas sosial dinsos pemerintah "
    "individu keluarga tangga ruta kepala jk gender sex konsolidasi bersih dkb piramida "
    "pop agama kelompok umur usia pendidikan perkawinan pekerjaan dukcapil disdukcapil "
    "jabar jateng jatim diy dki banten sumut sumbar sumsel kalsel kalbar kalteng kaltim "
    "kaltara sulsel sulut sulteng sultra sulbar ntb ntt babel kepri "
    "yang tercatat terdaftar terdata "
    "ke sd dengan i ii iii iv v vi sumber tb tbl no nomor xlsx xls csv"
) | frozenset(MONTHS)
