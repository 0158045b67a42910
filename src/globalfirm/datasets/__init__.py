"""Small files of real companies that come with the library, as any library's table, to try things on.

>>> import globalfirm as gf
>>> offices = gf.datasets.load("startup_offices", "polars")
>>> offices.shape, offices["company"].n_unique()
((663, 5), 589)
>>> columns = gf.cohort.Columns(firm="company", country="country_code")
>>> firms = gf.cohort.measure(offices, columns, complete=False, metrics=["country_count"]).firms
>>> (firms["country_count_low"] >= 2).sum()
24
"""

from globalfirm.datasets.files import DATASETS, Dataset, load

__all__ = ["DATASETS", "Dataset", "load"]


def __dir__() -> list[str]:
    return sorted(__all__)
