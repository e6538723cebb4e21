"""What several pages say: names, notes, sentences, the list and map of coverage."""
