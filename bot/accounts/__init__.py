"""Accounts of people who run things: who they are, what they may do, and their passwords.

Practitioners who use the assistant, and participants of a session, have none.
"""
