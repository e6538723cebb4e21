"""What a check found, gathered, told and marked in the workbook given back."""
