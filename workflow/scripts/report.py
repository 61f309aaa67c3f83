from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.job import job
from audioflan.report.stage import write_report

with job(snakemake.log[0]):
    catalog = Catalog.load()
    config = catalog.config(snakemake.config)
    write_report(Plan(catalog, config), Layout.of(config))
