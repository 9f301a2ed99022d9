"""The ``guidance`` command."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click

from bot.commands.account import account
main.add_command(exercise)


if __name__ == "__main__":
    main()
