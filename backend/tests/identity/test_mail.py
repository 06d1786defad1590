"""Mail as the server gets it."""

import pytest

from fettle.config import Settings
from fettle.web.mail import Mailer
from identity.mailbox import Mailbox


async def test_text_and_html_with_any_letters(mailbox: Mailbox) -> None:
    mailer = Mailer(Settings(smtp_url=mailbox.url, mail_from="Fettle <no-reply@fettle.test>"))
    await mailer.send("ann@example.test", "Grüße", "Höfe & Wälder", html="<p>Höfe &amp; Wälder</p>")
    mail = await mailbox.next()
    assert (mail["Subject"], mail["From"]) == ("Grüße", "Fettle <no-reply@fettle.test>")
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == "Höfe & Wälder"
    assert "<p>" in html.get_content()
    assert mail["Message-ID"].endswith("@fettle.test>")


async def test_a_subject_cannot_smuggle_headers(mailbox: Mailbox) -> None:
    mailer = Mailer(Settings(smtp_url=mailbox.url))
    with pytest.raises(ValueError, match="linefeed"):
        await mailer.send("ann@example.test", "Hello\nBcc: all@example.test", "x")
    assert mailbox.empty()


@pytest.mark.parametrize("url", ["http://mail.example.test", "mail.example.test:25", "smtp://"])
def test_an_address_that_is_no_smtp_url_is_refused_by_name(url: str) -> None:
    with pytest.raises(ValueError, match="FETTLE_SMTP_URL"):
        Mailer(Settings(smtp_url=url))
