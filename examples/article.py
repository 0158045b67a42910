# %% [markdown]
"""The claims of the article that globalfirm starts from, on the files that come with the library, and large groups beside them.

    python examples/article.py

"Of venture-backed software start-ups created since 1999 nearly 40 percent have employees outside the United States, and those
raised more than twice as much." Home is the country of a firm's first office, abroad is any other. Needs the extra `polars`.
"""

# %%
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import polars as pl

import globalfirm as gf
from globalfirm import cohort

ABROAD = {"abroad": gf.metric.foreign_country_count >= 1}
WEAKEST_FIRST = (cohort.CompleteLists(places=2), cohort.CompleteLists())

SOFTWARE = (
    "software",
    "web",
    "mobile",
    "games_video",
    "enterprise",
    "ecommerce",
    "analytics",
    "search",
    "security",
)
"""Lines of business, as the file calls them, of firms that mostly write software; the first is its own word for it."""

Revenues = Literal["unrelated_revenues_eur", "total_revenues_eur"]

PEOPLE = ("foreign_employment_share", "employment_herfindahl_index")
SALES = ("foreign_sales_share", "sales_herfindahl_index")
TNI = "transnationality_index_percent"
RULES = {
    "with most people abroad": gf.metric.foreign_employment_share > 0.5,
    "of a TNI of 50 or more": gf.metric.transnationality_index_percent >= 50,
}
RUGMAN_VERBEKE = gf.taxonomy("rugman_verbeke_2004")


# %% [markdown]
# ## The rows


# %%
def start_ups() -> pl.DataFrame:
    """The start-ups of 2013: a row an office, and one for a firm without any on record."""
    offices = gf.datasets.load("startups_2013_offices").select(
        "company_id", country="country_code"
    )
    firms = gf.datasets.load("startups_2013").select(
        "company_id",
        "category",
        founded="founded_year",
        # The sum of no rounds is 0: nothing on record, which is not nothing raised.
        funding=pl.col("raised_usd_sum_of_rounds").replace(0, None),
    )
    rows = firms.join(offices, on="company_id", how="left", maintain_order="left").rename(
        {"company_id": "firm"}
    )
    return rows.with_columns(home=pl.col("country").first().over("firm"))


def offices_alone() -> pl.DataFrame:
    """Other start-ups, of which the file has the offices alone: one row an office."""
    rows = gf.datasets.load("startup_offices").select(
        firm="company", country="country_code"
    )
    return rows.with_columns(home=pl.col("country").first().over("firm"))


def groupings() -> dict[str, pl.DataFrame]:
    """The firms of which the share abroad is asked, from all to those of the article."""
    rows = start_ups()
    backed = rows.filter(pl.col("funding") > 0)
    software = backed.filter(pl.col("category").is_in(SOFTWARE))
    return {
        "start-ups with an office on record (startup_offices)": offices_alone(),
        "start-ups of 2013 (startups_2013)": rows,
        "... with money on record": backed,
        "... in software, by the file's own word": backed.filter(
            pl.col("category") == SOFTWARE[0]
        ),
        "... in software, with web, mobile, games and the like": software,
        "... of these founded in 1999 or later, at home in the United States": software.filter(
            pl.col("founded") >= 1999, pl.col("home") == "USA"
        ),
    }


# %% [markdown]
# ## Nearly 40 % have people abroad?


# %%
def share_abroad(rows: pl.DataFrame) -> cohort.Shares:
    """Which share of the firms has people abroad, by what is assumed."""
    return cohort.shares_assuming(
        rows, WEAKEST_FIRST, rules=ABROAD, of="abroad", population="sample"
    )


# %%
if __name__ == "__main__":
    print("Nearly 40 % have people abroad?")
    for name, rows in groupings().items():
        print(f"\n{name}\n{share_abroad(rows)}")

# %% [markdown]
# ## They raised more than twice as much?


# %%
def money_raised(rows: pl.DataFrame, *, complete: bool) -> cohort.Ratios:
    """How many times as much those abroad have raised."""
    firms = cohort.measure(rows, rules=ABROAD, complete=complete).firms
    return cohort.ratios(
        firms.join(rows.select("firm", "funding").unique(), on="firm"), between="abroad"
    )


def ratios_of_money() -> dict[str, cohort.Ratios]:
    """How many times as much those abroad have raised, by what is assumed."""
    rows = start_ups()
    located = rows.filter(pl.col("country").is_not_null())
    # The file has one office of the firm with the most money, whose annual report for 2013 has segments beyond North America.
    elsewhere = located.filter(pl.col("firm") == "groupon").with_columns(
        country=pl.lit("GBR")
    )
    return {
        "assuming nothing": money_raised(rows, complete=False),
        "assuming lists are complete": money_raised(rows, complete=True),
        "... of firms with an office on record": money_raised(located, complete=True),
        "... of these, with Groupon abroad, as it was": money_raised(
            pl.concat([located, elsewhere]), complete=True
        ),
        "... of these, at home in the United States": money_raised(
            located.filter(pl.col("home") == "USA"), complete=True
        ),
    }


# %%
if __name__ == "__main__":
    print("\nGlobal firms raise more than twice as much?")
    for name, ratios in ratios_of_money().items():
        print(f"\n{name}\n{ratios}")

# %% [markdown]
# ## Large groups, by what they publish country by country


# %%
def groups(revenues: Revenues, *, gaps_are_nothing: bool = False) -> pl.DataFrame:
    """The groups by such revenues: figures, rules' answers, classes of Rugman and Verbeke.

    OTHER is of countries that are not named. A gap is not known, and neither is a negative
    figure, which is not an amount; unless both are taken for nothing, where the group
    publishes that figure at all.
    """
    reports = gf.datasets.load("country_by_country_reports")
    for figure in ("employees", revenues):
        known = pl.when(pl.col(figure) >= 0).then(figure)
        published = pl.col(figure).is_not_null().any().over("firm")
        taken = known.fill_null(0) if gaps_are_nothing else known
        reports = reports.with_columns(pl.when(published).then(taken).alias(figure))
    columns = cohort.AccountsColumns(
        country="country_code", headcount="employees", turnover=revenues
    )
    accounts = cohort.to_accounts(reports.with_columns(currency=pl.lit("EUR")), columns)
    homes = dict(reports.select("firm", "home").iter_rows())
    firms = [
        gf.Company(name=name, home=homes[name], accounts=years)
        for name, years in accounts.items()
    ]
    return pl.DataFrame([*map(answers, firms)], infer_schema_length=None)


def answers(firm: gf.Company) -> Mapping[str, object]:
    """A firm's row, as those of `measure`: a figure is two columns, an answer true, false or, where it may be, null."""
    verdict, published = RUGMAN_VERBEKE.classify(firm), firm.accounts[0].states_by_country
    figures = {name: getattr(gf.metric, name)(firm) for name in (*PEOPLE, *SALES, TNI)}
    ends = {
        f"{name}_{end}": getattr(value, end)
        for name, value in figures.items()
        for end in ("low", "high")
    }
    classes = [each.name for each in RUGMAN_VERBEKE.classes]
    may_be = {name: None if name in verdict.candidates else False for name in classes}
    return {
        "firm": firm.name,
        "publishes people": published("headcount"),
        "publishes sales": published("turnover"),
        **ends,
        **{name: rule.decide(firm) for name, rule in RULES.items()},
        "label": verdict.label,
        **{name: name == verdict.label or answer for name, answer in may_be.items()},
    }


def left_out() -> pl.DataFrame:
    """Of each figure, how many groups publish it, and in how many of their rows it is missing or negative."""
    table = gf.datasets.load("country_by_country_reports")
    figures = ["employees", "unrelated_revenues_eur", "total_revenues_eur"]
    long = table.unpivot(figures, index=["firm", "country_code"], variable_name="figure")
    publish = long.filter(pl.col("value").is_not_null().any().over("firm", "figure"))
    return publish.group_by("figure", maintain_order=True).agg(
        groups=pl.col("firm").n_unique(),
        rows=pl.len(),
        of_other_countries=(pl.col("country_code") == "OTHER").sum(),
        missing=pl.col("value").is_null().sum(),
        negative=(pl.col("value") < 0).sum(),
    )


def described(found: pl.DataFrame) -> Iterator[object]:
    """What is said of the groups that publish people, of those that publish sales, and of those that publish both."""
    people, sales = found.filter("publishes people"), found.filter("publishes sales")
    both = people.filter("publishes sales")
    classes = [each.name for each in RUGMAN_VERBEKE.classes]
    yield cohort.averages(people, PEOPLE)
    yield cohort.averages(sales, SALES)
    yield cohort.averages(both, TNI)
    yield cohort.shares(both, [*RULES])
    yield cohort.shares(sales, classes)
    yield f"for certain global: {', '.join(found.filter('global')['firm']) or 'none'}"


# %%
if __name__ == "__main__":
    print("\nLarge groups, by what they publish country by country")
    with pl.Config(
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        tbl_cols=-1,
        tbl_width_chars=120,
    ):
        print(left_out())
    revenues: Revenues
    for revenues in ("unrelated_revenues_eur", "total_revenues_eur"):
        for nothing, taken in ((False, "not known"), (True, "are nothing")):
            print(f"\n{revenues}, gaps and negative figures {taken}")
            print(*described(groups(revenues, gaps_are_nothing=nothing)), sep="\n")
