"""`python -m liangxin_desktop` is the command `liangxin-desktop`."""

import sys

from liangxin_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
