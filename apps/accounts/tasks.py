"""What beat asks for; it may run twice or late without harm."""

from celery import shared_task

from apps.accounts.services import lockouts_forget
from apps.accounts.sessions import SessionStore


@shared_task(name="accounts.forget_expired")
def forget_expired() -> None:
    """Let go of sessions that have ended, and of wrong passwords that no longer count."""
    SessionStore.clear_expired()
    lockouts_forget()
