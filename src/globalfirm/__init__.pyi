"""What type checkers and editors see of the package. Written by tools/write_stubs.py."""

from globalfirm import cohort as cohort
from globalfirm import datasets as datasets
from globalfirm.ground import errors as errors
from globalfirm.rules import files as files
from globalfirm import metrics as metrics
from globalfirm import rules as rules
from globalfirm.metrics import working_day as working_day
from globalfirm.ground.errors import GlobalfirmError as GlobalfirmError
from globalfirm.ground.errors import PlaceError as PlaceError
from globalfirm.places import Continent as Continent
from globalfirm.places import Country as Country
from globalfirm.places import Place as Place
from globalfirm.places import TimeZone as TimeZone
from globalfirm.places.versions import versions as versions
from globalfirm.model import Accounts as Accounts
from globalfirm.model import Break as Break
from globalfirm.model import Claim as Claim
from globalfirm.model import Company as Company
from globalfirm.model import Count as Count
from globalfirm.model import CountryFigures as CountryFigures
from globalfirm.model import Interval as Interval
from globalfirm.model import Market as Market
from globalfirm.model import Member as Member
from globalfirm.model import Office as Office
from globalfirm.model import PartialSet as PartialSet
from globalfirm.model import RegionalSales as RegionalSales
from globalfirm.model import Relation as Relation
from globalfirm.model import Site as Site
from globalfirm.model import Team as Team
from globalfirm.model import WorkingHours as WorkingHours
from globalfirm.metrics import Bounds as Bounds
from globalfirm.metrics import Profile as Profile
from globalfirm.metrics import metric as metric
from globalfirm.metrics import profile as profile
from globalfirm.metrics import continent_coverage as continent_coverage
from globalfirm.metrics import country_count as country_count
from globalfirm.metrics import foreign_headcount_share as foreign_headcount_share
from globalfirm.metrics import time_zone_count as time_zone_count
from globalfirm.metrics import time_zone_span as time_zone_span
from globalfirm.rules import Definition as Definition
from globalfirm.rules import Evidence as Evidence
from globalfirm.rules import Rule as Rule
from globalfirm.rules import Taxonomy as Taxonomy
from globalfirm.rules import Verdict as Verdict
from globalfirm.rules import at_least as at_least
from globalfirm.rules import classify as classify
from globalfirm.rules import default_taxonomy as default_taxonomy
from globalfirm.rules import parameter as parameter
from globalfirm.rules.registry import taxonomy as taxonomy

PUBLIC: dict[str, tuple[str, ...]]
MODULES: dict[str, str]
__version__: str
