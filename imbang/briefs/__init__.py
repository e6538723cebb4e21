"""The content of a meeting as data: what *Rapat*, paper, slides and workbooks all show."""
