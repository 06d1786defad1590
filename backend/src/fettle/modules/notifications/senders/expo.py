"""Mobile push through Expo: a ticket at once, and a receipt a quarter of an hour later."""

import json
from typing import Any

from fettle.kit.addresses import TargetRefused
from fettle.modules.notifications.records import Outcome, Parcel
from fettle.web.outbound import Outbound, Unreachable

DAY = 86_400
GONE = "DeviceNotRegistered"
LATER = frozenset({"MessageRateExceeded"})
LONGEST_BODY = 1000


class Expo:
    """Sends to phones by Expo's push service at `url`."""

    def __init__(self, outbound: Outbound, url: str, *, access_token: str | None) -> None:
        self._outbound = outbound
        self._url = url.rstrip("/")
        self._token = access_token

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand one message over; the receipt is the ticket to ask with later."""
        message = {
            "to": parcel.address,
            "title": parcel.title,
            "body": parcel.body[:LONGEST_BODY],
            "data": {"link": parcel.link, "tag": parcel.tag},
            "priority": "high" if parcel.urgent else "default",
            "ttl": DAY,
            "sound": "default",
        }
        said = await self._ask("/send", message)
        if isinstance(said, Outcome):
            return said
        ticket = said[0] if isinstance(said, list) and said else said
        return _outcome(ticket, receipt=str(ticket.get("id", "")) if isinstance(ticket, dict) else "")

    async def receipt(self, ticket: str) -> Outcome | None:
        """What became of a ticket, None while nobody knows."""
        said = await self._ask("/getReceipts", {"ids": [ticket]})
        if isinstance(said, Outcome):
            return said
        found = said.get(ticket) if isinstance(said, dict) else None
        return None if found is None else _outcome(found, receipt=ticket)

    async def _ask(self, path: str, body: dict[str, Any]) -> Any:
        """The `data` of the answer, or the outcome when there is none."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            answer = await self._outbound.post(self._url + path, body=json.dumps(body).encode(), headers=headers)
        except (TargetRefused, Unreachable) as error:
            return Outcome(error=str(error))
        if answer.status != 200:
            wait = answer.headers.get("retry-after", "")
            return Outcome(
                error=f"Expo answered {answer.status}",
                final=400 <= answer.status < 500 and answer.status != 429,
                wait_seconds=int(wait) if wait.isdecimal() else None,
            )
        try:
            return json.loads(answer.body).get("data")
        except (ValueError, AttributeError):
            return Outcome(error="Expo's answer cannot be read")


def _outcome(said: Any, *, receipt: str) -> Outcome:
    if isinstance(said, dict) and said.get("status") == "ok":
        return Outcome(receipt=receipt)
    if not isinstance(said, dict):
        return Outcome(error="Expo's answer cannot be read")
    why = (said.get("details") or {}).get("error", "")
    message = f"{why}: {said.get('message', '')}"[:300]
    return Outcome(error=message, final=why not in LATER, gone=why == GONE)
