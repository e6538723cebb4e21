"""Intake: from an office's workbook to typed rows, or to every reason why not.

Start at `imbang.intake.checking.check_files`.
"""
