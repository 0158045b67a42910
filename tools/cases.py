"""The firms that the pictures are tried on, among them what breaks pictures: crowds, the date line, long names, nothing known."""

from __future__ import annotations

from pathlib import Path

import globalfirm as gf

ROOT = Path(__file__).parents[1]

OFFICES = """
Auckland|New Zealand|-36.85,174.76|Pacific/Auckland|64
Kiritimati|Kiribati|1.87,-157.43|Pacific/Kiritimati|3
Honolulu|United States|21.31,-157.86|Pacific/Honolulu|41
Anchorage|United States|61.22,-149.9|America/Anchorage|
Vancouver|Canada|49.28,-123.12|America/Vancouver|85
San Francisco|United States|37.77,-122.42|America/Los_Angeles|180
Los Angeles|United States|34.05,-118.24|America/Los_Angeles|50-120
Denver|United States|39.74,-104.99|America/Denver|22
Chicago|United States|41.88,-87.63|America/Chicago|95
Toronto|Canada|43.65,-79.38|America/Toronto|60
New York|United States|40.71,-74.01|America/New_York|210
Mexico City|Mexico|19.43,-99.13|America/Mexico_City|35
Bogotá|Colombia|4.71,-74.07|America/Bogota|18
Medellín|Colombia|6.25,-75.56|America/Bogota|
São Paulo|Brazil|-23.55,-46.63|America/Sao_Paulo|74
Buenos Aires|Argentina|-34.6,-58.38|America/Argentina/Buenos_Aires|31
Dublin|Ireland|53.35,-6.26|Europe/Dublin|45
London|United Kingdom|51.51,-0.13|Europe/London|160
Edinburgh|United Kingdom|55.95,-3.19|Europe/London|12
Lisbon|Portugal|38.72,-9.14|Europe/Lisbon|28
Madrid|Spain|40.42,-3.7|Europe/Madrid|26
Paris|France|48.86,2.35|Europe/Paris|52
Amsterdam|Netherlands|52.37,4.9|Europe/Amsterdam|44
Berlin|Germany|52.52,13.4|Europe/Berlin|70
Munich|Germany|48.14,11.58|Europe/Berlin|11-50
Warsaw|Poland|52.23,21.01|Europe/Warsaw|39
Belgrade|Serbia|44.8,20.47|Europe/Belgrade|33
Hamburg|Germany|53.55,9.99|Europe/Berlin|21
Cape Town|South Africa|-33.92,18.42|Africa/Johannesburg|17
Nairobi|Kenya|-1.29,36.82|Africa/Nairobi|24
Johannesburg|South Africa|-26.2,28.05|Africa/Johannesburg|19
Tel Aviv|Israel|32.08,34.78|Asia/Jerusalem|30
Dubai|United Arab Emirates|25.2,55.27|Asia/Dubai|
Bengaluru|India|12.97,77.59|Asia/Kolkata|140
Mumbai|India|19.08,72.88|Asia/Kolkata|48
Singapore|Singapore|1.35,103.82|Asia/Singapore|66
Tokyo|Japan|35.68,139.69|Asia/Tokyo|58
Sydney|Australia|-33.87,151.21|Australia/Sydney|62
Melbourne|Australia|-37.81,144.96|Australia/Melbourne|27
Wellington|New Zealand|-41.29,174.78|Pacific/Auckland|14
"""


CITIES = {
    "Vancouver": ("CA", "America/Vancouver"), "Toronto": ("CA", "America/Toronto"), "São Paulo": ("BR", "America/Sao_Paulo"),
    "Lisbon": ("PT", "Europe/Lisbon"), "Cairo": ("EG", "Africa/Cairo"), "Nairobi": ("KE", "Africa/Nairobi"),
    "Bengaluru": ("IN", "Asia/Kolkata"), "Auckland": ("NZ", "Pacific/Auckland"),
}  # fmt: skip


def office(line: str, *, located: bool = True) -> gf.Office:
    """An office from a line of the list above; without its coordinates where it is not to be `located`."""
    city, country, at, zone, people = line.split("|")
    latitude, longitude = map(float, at.split(",")) if located else (None, None)
    return gf.Office(
        city=city, country=country, time_zone=zone, headcount=people or None, latitude=latitude, longitude=longitude
    )


def forty() -> list[gf.Office]:
    """Forty offices all over the world, two of them a day apart by the same clock."""
    return [office(line) for line in OFFICES.strip().splitlines()]


def firms() -> dict[str, gf.Company]:
    """Each firm by a short name."""
    lines = OFFICES.strip().splitlines()
    kathmandu = {"city": "Kathmandu", "country": "Nepal", "latitude": 27.72, "longitude": 85.32}
    edge = [line for line in lines if line.split("|")[0] in {"Auckland", "Kiritimati", "Honolulu", "Wellington"}]
    fiji = [gf.Office(city=city, country="Fiji", latitude=-17.7, longitude=at, headcount=4) for city, at in (("Taveuni", -179.9), ("Labasa", 179.4))]  # fmt: skip
    return {
        "vast": gf.Company.model_validate_json((ROOT / "examples" / "vast.json").read_text(encoding="utf-8")),
        "forty": gf.Company(name="Meridian Freight Forwarding", home="NZ", headcount="2190-2600", offices=forty()),
        "unlocated": gf.Company(
            name="Meridian Freight Forwarding, without coordinates", home="NZ",
            offices=[office(line, located=False) for line in lines],
        ),
        "dateline": gf.Company(name="Antimeridian", home="FJ", offices=[*(office(line) for line in edge), *fiji]),
        "twice": gf.Company(
            name="Internationale Forschungsgesellschaft für Hochgebirgskartographie & Fernerkundung <Himalaya> mbH, "
            "Zweigniederlassung Kathmandu",
            home="Austria", headcount="11-50",
            offices=[
                gf.Office(**kathmandu, headcount=9), gf.Office(**kathmandu),
                gf.Office(city="Mühlbach am Hochkönig", country="AT", latitude=47.38, longitude=13.13, headcount=1),
            ],
        ),
        "long": gf.Company(
            name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", home="GB",
            headcount=12,
            offices=[
                gf.Office(city="Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", country="GB", headcount=3),
                gf.Office(city="Taumatawhakatangihangakoauauotamateaturipukakapikimaungahoronukupokaiwhenuakitanatahu", country="NZ"),
                gf.Office(city="北京市朝阳区", country="CN"),
            ],
        ),
        "cities": gf.Company(
            name="Eight Cities",
            offices=[gf.Office(city=city, country=country, time_zone=zone) for city, (country, zone) in CITIES.items()],
        ),
        "hours": gf.Company(
            name="Round the Clock", home="RS",
            offices=[
                gf.Office(city="Belgrade", country="RS", headcount=30, working_hours=gf.WorkingHours(start="08:30", end="17:00", breaks=[gf.Break(start="12:00", end="12:30")])),
                gf.Office(city="Tel Aviv", country="IL", headcount=12),
                gf.Office(city="Manila", country="PH", headcount=80, working_hours=gf.WorkingHours(start="22:00", end="06:00")),
                gf.Office(country="Brazil", headcount=7), gf.Office(city="Lisbon", country="PT", headcount=4, time_zone="Europe/Lisbon"),
            ],
            teams=[gf.Team(name="support", working_hours=gf.WorkingHours(start="12:00", end="16:00", days=["Monday", "Wednesday", "Saturday"]), sites=[gf.Site(country="IE", headcount=2)])],
        ),
        "empty": gf.Company(name="Kestrel", headcount="11-50"),
        "nothing": gf.Company(name="Nothing"),
        "script": gf.Company(
            name="<script>alert(1)</script>", home="US",
            offices=[gf.Office(city="<b>Bold</b> & \"Co\"", country="US"), gf.Office(country="Kosovo")],
            claims=[gf.Claim(metric="country_count", value=9, source="</style><img src=x onerror=alert(1)>")],
        ),
        "states": gf.Company(name="Fifty States", home="US", headcount=60, offices=[gf.Office(country="US"), gf.Office(country="PT"), gf.Office(country="RU")]),
        "crowd": gf.Company(name="Crowd", home="GB", offices=[gf.Office(city="London", country="GB", headcount=n) for n in range(1, 13)]),
    }  # fmt: skip
