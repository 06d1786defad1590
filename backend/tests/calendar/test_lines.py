"""Lines of iCalendar: whatever is written is read back by two libraries that know nothing of ours."""

import icalendar
import vobject
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.calendar.rules.lines import LONGEST, folded, on_one_line, text

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def calendar(lines):
    """A calendar with one event that holds these lines."""
    begin = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z"]
    return folded([*begin, *lines, "END:VEVENT", "END:VCALENDAR"])


@given(words)
def test_any_title_is_read_back_as_one_line(title):
    """Escaped and folded: one SUMMARY, nothing beside it, no line over 75 octets, none cut within a character."""
    clean = on_one_line(title)
    written = calendar([text("SUMMARY", clean)])
    for line in written.split(b"\r\n"):
        assert len(line) <= LONGEST
        line.decode()
    [event] = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(event.get("summary", "")) == clean
    assert vobject.readOne(written.decode()).vevent.summary.value == clean


@given(st.lists(words, min_size=1, max_size=5))
def test_line_breaks_of_a_description_stay_in_it(lines):
    """A description of several lines is one property."""
    clean = "\n".join(on_one_line(line) for line in lines)
    [event] = icalendar.Calendar.from_ical(calendar([text("DESCRIPTION", clean)])).walk("VEVENT")
    assert str(event.get("description", "")) == clean
    assert set(event.keys()) <= {"UID", "DTSTAMP", "DESCRIPTION"}
