"""Why a file can't be read, and what is said about one that can. Each sentence says how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Code -> sentence; the codes are those that the child sends (inside/refusing.py) and those of opening.py.
REASONS = {
    "empty": _("The file is empty. Upload the workbook anew; perhaps it was still open while you copied it."),
    "wrong_type": _("This is no spreadsheet. Upload an .xlsx, .xls, .et or .csv file."),
    "archive": _("This is an archive. Unpack it, then upload the workbook in it."),
    "web_page": _(
        "This is a web page with the name of a workbook. Open it, save it as .xlsx, then upload that file."
    ),
    "other_format": _("Spreadsheets of this format are not read. Open it, save it as .xlsx, then upload that file."),
    "password": _("The workbook has a password. Open it, remove the password, save it, then upload it again."),
    "damaged": _("The file is damaged. Open it, save it as a new .xlsx file, then upload that; else get it anew."),
    "bomb": _("The file unpacks to far more than a table needs. Copy the table into a new workbook and upload that."),
    "unsafe": _(
        "The file holds instructions that no table needs. Copy the table into a new workbook and upload that."
    ),
    "too_large": _(
        "The table is too large, or something stands far below or to the right of it. Copy the table alone into a "
        "new workbook, at most 500,000 rows each."
    ),
    "too_wide": _("The table is too wide: delete the columns to the right of it, also those that look empty."),
    "too_slow": _("Reading the file took too long. Copy the table alone into a new workbook and upload that."),
    "no_sheets": _("The workbook has no sheet with a table. Put the table on a sheet of its own."),
    "no_such_sheet": _("The workbook has no sheet of this name any more. Upload it again."),
    "encoding": _("The signs of this text file can't be read. Open it in WPS or Excel and save it as .xlsx."),
    "quotes": _("A quotation mark in this text file is never closed. Open it in WPS or Excel and save it as .xlsx."),
}

# Code -> sentence about a file that can be read.
NOTES = {
    "macros": _("The workbook has macros. They were not run and are not kept."),
    "links": _("The workbook refers to other files. Their values were taken as last stored in it."),
}
