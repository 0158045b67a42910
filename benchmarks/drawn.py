"""The table that the benchmarks measure: offices of drawn firms, each with a country, a zone and mostly a headcount."""

import numpy as np
import polars as pl

from globalfirm.places import offsets
from globalfirm.places.continent import continent_of

ROWS_A_FIRM = 5
ZONES = {
    "US": ["America/New_York", "America/Chicago", "America/Los_Angeles"],
    "AU": ["Australia/Sydney", "Australia/Perth"],
    "BR": ["America/Sao_Paulo"],
    **{
        country: [offsets.country_zones(country)[0]]
        for country in ("GB", "DE", "FR", "NL", "PL", "PT", "RS", "RO", "IN", "JP", "SG", "IL", "ZA", "NG", "AR", "CO")
    },
}
PAIRS = [(country, zone) for country, zones in ZONES.items() for zone in zones]
CONTINENTS = {country: continent_of(country).value for country in ZONES}
OFFSETS = {zone: offsets.standard_offset_hours(zone) for _, zone in PAIRS}


def table(firms: int, rows: int, seed: int) -> pl.DataFrame:
    """Rows of places, in no order, two in three of them in the firm's home country; one in ten without a headcount."""
    random = np.random.default_rng(seed)
    firm = random.integers(0, firms, rows)
    countries = np.array([*ZONES])
    home = firm % len(countries)
    first = np.array([next(i for i, pair in enumerate(PAIRS) if pair[0] == country) for country in countries])
    place = np.where(random.random(rows) < 2 / 3, first[home], random.integers(0, len(PAIRS), rows))
    people = pl.Series(random.geometric(0.05, rows))
    return pl.DataFrame(
        {
            "firm": firm,
            "country": np.array([pair[0] for pair in PAIRS])[place],
            "time_zone": np.array([pair[1] for pair in PAIRS])[place],
            "headcount": people.set(pl.Series(random.random(rows) < 0.1), None),
            "home": countries[home],
        }
    )
