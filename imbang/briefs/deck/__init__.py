"""What slides are made of: letters measured, texts, tables, charts and maps placed."""
