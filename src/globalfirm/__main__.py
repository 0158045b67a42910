"""`python -m globalfirm` is the command `globalfirm`."""

import sys

from globalfirm.cli import main

if __name__ == "__main__":
    sys.exit(main())
