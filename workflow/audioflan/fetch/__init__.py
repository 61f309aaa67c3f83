"""Bring source corpora onto disk: download, check, unpack or link them.

A source kind is one module of ``fetch/sources``, an archive format one module of
``fetch/formats``; both are found by name, so adding one edits no list.
"""

from audioflan.fetch.link import link
from audioflan.fetch.progress import Progress, reporter
from audioflan.fetch.stage import fetch_corpus
from audioflan.fetch.unpack import unpack

__all__ = ["Progress", "fetch_corpus", "link", "reporter", "unpack"]
