import os

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtWebEngineCore import QWebEngineProfile, QWebEngineSettings
from pytestqt.qtbot import QtBot

from reader.qt import engine
from reader.qt.scheme import SchemeHandler
from reader.qt.viewer import Viewer
from reader.qt.web_page import ShutPage

Attribute = QWebEngineSettings.WebAttribute
OFF = [
    Attribute.JavascriptEnabled,
    Attribute.JavascriptCanAccessClipboard,
    Attribute.LocalStorageEnabled,
    Attribute.LocalContentCanAccessRemoteUrls,
    Attribute.LocalContentCanAccessFileUrls,
    Attribute.PluginsEnabled,
    Attribute.PdfViewerEnabled,
    Attribute.DnsPrefetchEnabled,
    Attribute.HyperlinkAuditingEnabled,
    Attribute.ScreenCaptureEnabled,
    Attribute.NavigateOnDropEnabled,
]


def test_a_profile_leaves_nothing_behind(profile: QWebEngineProfile) -> None:
    """Off the record, without cookies, cache, permissions that last, or a spelling service."""
    assert profile.isOffTheRecord()
    assert profile.httpCacheType() is QWebEngineProfile.HttpCacheType.NoCache
    assert profile.persistentCookiesPolicy() is QWebEngineProfile.PersistentCookiesPolicy.NoPersistentCookies
    assert profile.persistentPermissionsPolicy() is QWebEngineProfile.PersistentPermissionsPolicy.AskEveryTime
    assert not profile.isSpellCheckEnabled()


@pytest.mark.parametrize("attribute", OFF, ids=lambda attribute: attribute.name)
def test_what_a_page_of_text_does_not_need_is_off(
    viewer: Viewer, profile: QWebEngineProfile, attribute: QWebEngineSettings.WebAttribute
) -> None:
    """For the profile, and for the page that is on the screen."""
    assert not profile.settings().testAttribute(attribute)
    assert not viewer.findChildren(ShutPage)[0].settings().testAttribute(attribute)


def test_other_schemes_are_unknown(profile: QWebEngineProfile) -> None:
    """No link starts another program."""
    policy = profile.settings().unknownUrlSchemePolicy()
    assert policy is QWebEngineSettings.UnknownUrlSchemePolicy.DisallowUnknownUrlSchemes


def test_the_sandbox_is_left_out_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As anyone else it stays on, whatever else is switched."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in engine.chromium_flags().split()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in engine.chromium_flags().split()


def test_no_name_is_looked_up() -> None:
    """Chromium resolves no host, not even for services of its own."""
    assert '--host-resolver-rules="MAP * ~NOTFOUND"' in engine.chromium_flags()
    assert "--disable-background-networking" in engine.chromium_flags()


def test_the_engine_describes_itself(qtbot: QtBot) -> None:
    """For `postil doctor`: Qt, its engine, and the Chromium in it."""
    said = engine.describe()
    assert said.startswith(f"Qt {qVersion()} QtWebEngine ")
    assert "Chromium " in said


def test_a_handler_outlives_the_name_that_it_was_given(handler: SchemeHandler) -> None:
    """A profile keeps handler and interceptor alive, which Python would otherwise forget."""
    profile = engine.make_profile(handler)
    kept = [value for value in vars(profile).values() if value is not None]
    assert handler in kept
    assert any(type(value).__name__ == "Interceptor" for value in kept)
