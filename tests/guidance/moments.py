"""Moments that matter to who answers the phone, in London time."""

from datetime import datetime

from bot.guidance.clock import LONDON

TUESDAY_MORNING = datetime(2026, 11, 24, 10, 30, tzinfo=LONDON)
FRIDAY_17_05 = datetime(2026, 11, 27, 17, 5, tzinfo=LONDON)
SUNDAY_NIGHT = datetime(2026, 11, 29, 22, 0, tzinfo=LONDON)
BOXING_DAY_2025 = datetime(2025, 12, 26, 11, 0, tzinfo=LONDON)
