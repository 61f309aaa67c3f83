"""Creative Commons licences as sites write them, as SPDX identifiers."""

import polars as pl

SAMPLING = "LicenseRef-CC-Sampling-Plus-1.0"
PUBLIC_DOMAIN = "LicenseRef-public-domain"
DEED = r"licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)"
ZERO = r"publicdomain/zero|licenses/zero|(?i:^creative commons 0$|^cc0)"


def spdx(licence: pl.Expr) -> pl.Expr:
    """SPDX identifier of a licence's URL (``http://creativecommons.org/licenses/by/3.0/``).

    Null where the text names no licence of Creative Commons.
    """
    terms, version = licence.str.extract(DEED, 1), licence.str.extract(DEED, 2)
    return (
        pl.when(licence.str.contains(ZERO))
        .then(pl.lit("CC0-1.0"))
        .when(licence.str.contains("publicdomain/mark"))
        .then(pl.lit(PUBLIC_DOMAIN))
        .when(licence.str.contains(r"(?i)sampling\+"))
        .then(pl.lit(SAMPLING))
        .when(terms.is_not_null())
        .then(pl.format("CC-{}-{}", terms.str.to_uppercase(), version))
    )
