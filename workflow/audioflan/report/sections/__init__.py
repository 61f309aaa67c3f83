"""The report's sections, one module each; see :mod:`audioflan.report.section`."""
