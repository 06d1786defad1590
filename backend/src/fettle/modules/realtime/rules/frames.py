"""How a stream is written: the lines of `text/event-stream`."""

import msgspec

from fettle.modules.realtime.records import Doubt, Happened, LiveEvent, Parting, Position
from fettle.modules.realtime.rules import positions

_json = msgspec.json.Encoder()


def told(event: Happened) -> bytes:
    """The lines of an event."""
    content = LiveEvent(
        id=event.id,
        type=event.type,
        entity=event.entity,
        entity_id=event.entity_id,
        about_id=event.about_id,
        site_id=event.site_id,
        actor_user_id=event.actor_user_id,
        at=event.at,
        changed=event.changed,
    )
    return _frame("change", event.position, _json.encode(content))


def opening(retry_ms: int) -> bytes:
    """The first line: how long to wait before coming back."""
    return b"retry: %d\n\n" % retry_ms


def ready(position: Position) -> bytes:
    """Everything up to here has been told."""
    return _frame("ready", position, b"{}")


def reset(position: Position, doubt: Doubt) -> bytes:
    """What happened up to here was not told, or not all of it."""
    return _frame("reset", position, _json.encode({"reason": doubt}))


def notification(unread: int) -> bytes:
    """How many notifications wait to be read. Without an id: it is no place in the feed to go on from."""
    return b"event: notification\ndata: %b\n\n" % _json.encode({"unread": unread})


def bye(parting: Parting) -> bytes:
    """The stream ends."""
    return b"event: bye\ndata: %b\n\n" % _json.encode({"reason": parting})


def beat(position: Position) -> bytes:
    """A sign of life, which moves on the place to resume from without telling anything."""
    return b":\nid: %b\n\n" % positions.written(position).encode()


def _frame(name: str, position: Position, data: bytes) -> bytes:
    return b"id: %b\nevent: %b\ndata: %b\n\n" % (positions.written(position).encode(), name.encode(), data)
