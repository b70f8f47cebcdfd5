"""Lets ``python -m infra.cli`` be the ``pulseplate`` command."""

import sys

from infra.cli import main

sys.exit(main())
