"""Where files of other programs come in and go out: checklists (`checklist`), phone forms (`phone`) and laboratories' tables
(`lab_table`), which `merging` makes one dossier; rulesets as workbooks (`ruleset_workbook_read`, `…_write`); results as OSCAL (`oscal`);
dossiers by the million (`parquet`). Nobody else knows openpyxl or XlsxWriter.
"""
