from celery import shared_task

from apps.exchange.services import uploads_forget


@shared_task(name="exchange.forget_uploads")
def forget_uploads() -> None:
    uploads_forget()
