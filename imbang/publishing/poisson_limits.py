"""The step ``marts.poisson_limits``: what no SQL function of DuckDB works out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

TABLE = "marts.poisson_limits"
READS = frozenset({"marts.pillar_figures"})


def make(work: duckdb.DuckDBPyConnection) -> None:
    """Make `TABLE`: a row for every count of PSM that occurs.

    Exact central 95 % limits of a Poisson mean given one count (Garwood 1936):
    quantiles of chi-square with 2n and 2n + 2 degrees of freedom, halved.
    """
    import numpy as np
    from scipy.stats import chi2

    limits = work.execute(
        "select distinct active as count from marts.pillar_figures "
        "where kind = 'psm' order by all"
    ).df()
    counts = limits["count"].to_numpy()
    limits["lower_limit"] = np.where(
        counts == 0, 0.0, chi2.ppf(0.025, 2 * np.maximum(counts, 1)) / 2
    )
    limits["upper_limit"] = chi2.ppf(0.975, 2 * counts + 2) / 2
    work.register("limits", limits)
    work.execute(f"create table {TABLE} as from limits")
    work.unregister("limits")
