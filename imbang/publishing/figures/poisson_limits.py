"""The step ``marts.poisson_limits``: what no SQL function of DuckDB works out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

TABLE = "marts.poisson_limits"
READS = frozenset({"marts.pillar_figures"})


def make(work: duckdb.DuckDBPyConnection, *, with_parts: bool = False) -> None:
    """Make `TABLE`: a row for every count of PSM that occurs, in the parts too.

    Exact central 95 % limits of a Poisson mean given one count (Garwood 1936):
    quantiles of chi-square with 2n and 2n + 2 degrees of freedom, halved, which are
    those of the gamma distribution with n and n + 1 (`scipy.stats` takes a second to load).
    """
    import numpy as np
    from scipy.special import gammaincinv

    occurring = "select active as count from marts.pillar_figures where kind = 'psm'"
    if with_parts:
        occurring += " and region_id = 0 union all select count from parts.psm_counts"
    limits = work.execute(
        f"select distinct count from ({occurring}) as occurring order by all"  # noqa: S608
    ).df()
    counts = limits["count"].to_numpy()
    limits["lower_limit"] = np.where(
        counts == 0, 0.0, gammaincinv(np.maximum(counts, 1), 0.025)
    )
    limits["upper_limit"] = gammaincinv(counts + 1, 0.975)
    work.register("limits", limits)
    work.execute(f"create table {TABLE} as from limits")
    work.unregister("limits")
