from audioflan.catalog.catalogue import Catalog
from audioflan.files import write_json
from audioflan.job import job
from audioflan.paraphrase.evaluation import evaluate

with job(snakemake.log[0]):
    catalog = Catalog.load()
    write_json(snakemake.output[0], evaluate(catalog.home, catalog.tasks).to_dicts())
