"""Moments that matter to who answers the phone, in London time."""

from datetime import datetime

from bot.guidance.clock import LONDON

TUESDAY_MORNING = datetime(2026, 11, 24, 10, 30, tzinfo=LONDON)
FRIDAY_17_05 = datetime(2026, 11, 27, 17, 5, tzinfo=LONDON)
SUNDAY_NIGHT = datetime(2026, 11, 29, 22, 0, tzinfo=LONDON)
BOXING_DAY_2025 = datetime(2025, 12, 26, 11, 0, tzinfo=LONDON)
CHRISTMAS_DAY_2026 = datetime(2026, 12, 25, 9, 30, tzinfo=LONDON)
EASTER_MONDAY_2026 = datetime(2026, 4, 6, 14, 0, tzinfo=LONDON)
# one o'clock does not exist on the night the clocks go forward, and comes twice when they go back
CLOCKS_FORWARD = datetime(2026, 3, 29, 1, 30, tzinfo=LONDON)
CLOCKS_BACK_FIRST = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
CLOCKS_BACK_AGAIN = CLOCKS_BACK_FIRST.replace(fold=1)
TELLING_MOMENTS = (
    TUESDAY_MORNING,
    FRIDAY_17_05,
    SUNDAY_NIGHT,
    BOXING_DAY_2025,
    CHRISTMAS_DAY_2026,
    EASTER_MONDAY_2026,
    CLOCKS_FORWARD,
    CLOCKS_BACK_FIRST,
    CLOCKS_BACK_AGAIN,
)
