"""What type checkers and editors see of the input columns. Written by tools/write_stubs.py from the declarations."""

from globalfirm.ground.record import Record


class ColumnFields(Record):
    """The names of a table's columns, by what they hold."""

    firm: str | None = None
    """The firm's id, or its name."""
    row: str | None = None
    """A key of the rows, for the rejects; else their number, from 0."""
    country: str | None = None
    """The country of the place."""
    subdivision: str | None = None
    """Its part of the country, by ISO 3166-2 code or name."""
    city: str | None = None
    """Its city, which is read where that is asked for."""
    time_zone: str | None = None
    """Its IANA time zone."""
    latitude: str | None = None
    """Degrees north, which are read where that is asked for."""
    longitude: str | None = None
    """Degrees east, which are read where that is asked for."""
    headcount: str | None = None
    """People at the place, as `Count` reads them."""
    opened: str | None = None
    """The first day of the place."""
    closed: str | None = None
    """The first day without it."""
    source: str | None = None
    """Where the row is from, which the rejects repeat."""
    home: str | None = None
    """The firm's home country."""
    founded: str | None = None
    """Year of the founding."""
    first_foreign_sales: str | None = None
    """The first year of sales outside the home country."""
    firm_headcount: str | None = None
    """People of the firm, everywhere."""
    complete: str | None = None
    """Whether the rows are all places of the firm: true or false."""
    seen: str | None = None
    """The day on which the row was seen: what it says of later days is but planned."""
    funding: str | None = None
    """Money raised by the firm, in one currency."""
    claimed_headcount: str | None = None
    """A claim on the firm's headcount."""
    claimed_country_count: str | None = None
    """A claim on the firm's country_count."""
    claimed_continent_count: str | None = None
    """A claim on the firm's continent_count."""
    claimed_time_zone_count: str | None = None
    """A claim on the firm's time_zone_count."""
    accounts_year: str | None = None
    """The year of the accounts that the figures below are of."""
    turnover_eur: str | None = None
    """Sales of the last year, in euros."""
    balance_sheet_eur: str | None = None
    """Balance sheet total of the last year, in euros."""
    turnover_gbp: str | None = None
    """Sales of the last year, in pounds."""
    balance_sheet_gbp: str | None = None
    """Balance sheet total of the last year, in pounds."""
    foreign_sales_share: str | None = None
    """Share of sales outside the home country."""
    foreign_assets_share: str | None = None
    """Share of assets outside the home country."""
    foreign_employment_share: str | None = None
    """Share of people abroad, by the accounts."""
    north_america_sales_share: str | None = None
    """Share of sales in North America."""
    europe_sales_share: str | None = None
    """Share of sales in Europe."""
    asia_pacific_sales_share: str | None = None
    """Share of sales in Asia-Pacific."""
    autonomous: str | None = None
    """Whether no enterprise or public body is linked or a partner: true or false."""
    public_share: str | None = None
    """Share of capital or votes that public bodies hold."""
    affiliates: str | None = None
    """Affiliates, everywhere."""
    foreign_affiliate_count: str | None = None
    """Affiliates outside the home country."""
