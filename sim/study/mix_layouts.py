"""Mix layouts: the weekly series under the column names that marketing-mix tools expect.

PyMC-Marketing wants date, dimensions such as geo, channel columns, controls and a target; Meridian
(`CoordToColumns`) geo, time, population, impressions and spend a paid channel, impressions of
organic ones, controls, conversions and what each is worth; Robyn (`robyn_inputs`) one national
series with DATE, spend as _S, impressions as _I, organic and context columns.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.study.marketing_mix import MarketingMix

if TYPE_CHECKING:
    import pandas

Layout = tuple["pandas.DataFrame", dict[str, Any]]
CONTROLS = ["offers"]


def pymc(mix: MarketingMix) -> Layout:
    """Return columns for PyMC-Marketing's MMM, and the arguments that name them."""
    channels = {f"{name}_spend": name for name in mix.paid}
    channels |= {f"{name}_impressions": name for name in mix.organic}
    table = mix.series.rename(columns={"week": "date", "purchases": "y", **channels})
    named = {"date_column": "date", "target_column": "y", "dims": ["geo"],
             "channel_columns": list(channels.values()), "control_columns": CONTROLS}  # fmt: skip
    return table[["date", "geo", *channels.values(), *CONTROLS, "y"]], named


def meridian(mix: MarketingMix) -> Layout:
    """Return columns for Meridian, and the arguments of `CoordToColumns`."""
    table = mix.series.copy()
    table["population"] = mix.scenario.market.people
    # Where nothing was bought no purchase tells what one is worth: then it is the price.
    worth = (table["revenue"] / table["purchases"]).where(table["purchases"] > 0)
    table["revenue_per_conversion"] = worth.fillna(mix.scenario.market.product.price)
    new = {"week": "time", "purchases": "conversions"}
    new |= {f"{name}_impressions": f"{name}_impression" for name in (*mix.paid, *mix.organic)}
    table = table.rename(columns=new)
    media = [f"{name}_impression" for name in mix.paid]
    spend = [f"{name}_spend" for name in mix.paid]
    organic = [f"{name}_impression" for name in mix.organic]
    kept = ["geo", "time", *media, *organic, *spend, *CONTROLS, "conversions",
            "revenue_per_conversion", "population"]  # fmt: skip
    named = {"time": "time", "geo": "geo", "controls": CONTROLS, "population": "population",
             "kpi": "conversions", "revenue_per_kpi": "revenue_per_conversion", "media": media,
             "media_spend": spend, "organic_media": organic}  # fmt: skip
    return table[kept], named


def robyn(mix: MarketingMix) -> Layout:
    """Return one series of all geos together for Robyn, and the arguments of `robyn_inputs`."""
    table = mix.series.drop(columns="geo").groupby("week", as_index=False).sum()
    spends, media = [f"{name}_S" for name in mix.paid], [f"{name}_I" for name in mix.paid]
    new = {"week": "DATE", **{f"{name}_spend": f"{name}_S" for name in mix.paid}}
    new |= {f"{name}_impressions": f"{name}_I" for name in mix.paid}
    new |= {f"{name}_impressions": name for name in mix.organic}
    table = table.rename(columns=new)
    kept = ["DATE", "revenue", *spends, *media, *mix.organic, *CONTROLS]
    named = {"date_var": "DATE", "dep_var": "revenue", "dep_var_type": "revenue",
             "paid_media_spends": spends, "paid_media_vars": media,
             "organic_vars": list(mix.organic), "context_vars": CONTROLS}  # fmt: skip
    return table[kept], named


LAYOUTS: Mapping[str, Callable[[MarketingMix], Layout]] = {
    "pymc": pymc,
    "meridian": meridian,
    "robyn": robyn,
}
