"""Import and export of providers, offers and figures: one XLSX, or a folder of CSV files of the same names.

workbook = read_workbook(path)
plan = await plan_import(session, region, workbook)   # problems, and what would change
await apply_import(database, plan, Actor(path.name, FILE))
await export_workbook(session, region, path)          # importing it again changes nothing
"""

from portal.exchange.workbook.apply import FILE, apply_import
from portal.exchange.workbook.contents import Workbook
from portal.exchange.workbook.export import export_workbook
from portal.exchange.workbook.files import read_workbook, write_workbook
from portal.exchange.workbook.footing import ImportOvertaken, ImportRefused
from portal.exchange.workbook.plan import ImportPlan, SheetChanges, plan_import
from portal.exchange.workbook.problems import Problem
from portal.exchange.workbook.summary import described
from portal.exchange.workbook.template import template_workbook

__all__ = [
    "FILE",
    "ImportOvertaken",
    "ImportPlan",
    "ImportRefused",
    "Problem",
    "SheetChanges",
    "Workbook",
    "apply_import",
    "described",
    "export_workbook",
    "plan_import",
    "read_workbook",
    "template_workbook",
    "write_workbook",
]
