"""Where files of other programs come in and go out: workbooks so far. Nobody else knows openpyxl or XlsxWriter."""
