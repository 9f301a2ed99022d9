"""Signing in: the cookie, the pages, and the organisation's own sign-in."""

from bot.channels.accounts.desk import AccountDesk, SignedIn
from bot.channels.accounts.roles import for_roles

__all__ = ["AccountDesk", "SignedIn", "for_roles"]
