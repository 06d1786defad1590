"""Sending one message to one receiver."""

from datetime import datetime

from fettle.kit.addresses import TargetRefused
from fettle.modules.webhooks import credentials
from fettle.modules.webhooks.records import Outcome, Parcel
from fettle.modules.webhooks.rules import messages, schedule
from fettle.web.outbound import Outbound, Unreachable


async def send(outbound: Outbound, parcel: Parcel, *, at: datetime) -> Outcome:
    """Send the parcel once; whatever happens is an outcome."""
    signatures = credentials.signed(parcel.secrets, parcel.delivery.message_id, at, parcel.body)
    headers = {"Content-Type": "application/json", **signatures}
    try:
        answer = await outbound.post(parcel.url, body=parcel.body, headers=headers)
    except TargetRefused as refusal:
        return Outcome(error=refusal.detail)
    except Unreachable as failure:
        return Outcome(error=str(failure), milliseconds=round(failure.seconds * 1000))
    return Outcome(
        status=answer.status,
        error=None if 200 <= answer.status < 300 else f"answered {answer.status}",
        answer=messages.shown(answer.body),
        milliseconds=round(answer.seconds * 1000),
        retry_after=schedule.retry_after(answer.headers.get("retry-after"), at=at),
    )
