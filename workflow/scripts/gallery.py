from pathlib import Path

from audioflan.catalog.catalogue import Catalog
from audioflan.catalog.layout import Layout
from audioflan.catalog.plan import Plan
from audioflan.job import job
from audioflan.report.gallery import write_gallery

with job(snakemake.log[0]):
    catalog = Catalog.load()
    config = catalog.config(snakemake.config)
    write_gallery(Plan(catalog, config), Layout.of(config), Path(snakemake.output[0]))
