"""The made-up sample of Kalimantan Selatan: what thirteen offices and a province send.

`plan` says how much of what each office has, `people` makes persons, `registers` and
`needs` let both run over the rounds, `workbooks` writes them as an office would.
"""
