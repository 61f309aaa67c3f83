"""What was built, what was refused and why: tables, a page, and the proof that sums close."""

from audioflan.report.page import write_page
from audioflan.report.stage import write_report

__all__ = ["write_page", "write_report"]
