import pytest

from reader.citations.urls import canonical, domain, end_of_url, find_url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://a.example/x.", "https://a.example/x"),
        ("(https://a.example/x), so", "https://a.example/x"),
        ("https://a.example/Tide_(sea)).", "https://a.example/Tide_(sea)"),
        ("<https://a.example/x>", "https://a.example/x"),
        ("**https://a.example/x**", "https://a.example/x"),
        ("https://a.example/x\\", "https://a.example/x"),
        ("https://a.example[2]", "https://a.example"),
        ("参考 https://a.example/茶。", "https://a.example/茶"),
        ("[https://a.example/lon…](https://a.example/longer)", "https://a.example/longer"),
        ("www.a.example/x, seen", "www.a.example/x"),
        ("DOI: 10.1000/x(99)1.", "https://doi.org/10.1000/x(99)1"),
        ("dx.doi.org/10.1000/1", "https://dx.doi.org/10.1000/1"),
        ("arXiv:2101.00001v2", "https://arxiv.org/abs/2101.00001v2"),
        ("arxiv: hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
    ],
)
def test_a_url_ends_where_it_ends(text: str, url: str) -> None:
    """Punctuation of the sentence is no part of a URL, its own parentheses are."""
    found = find_url(text, 0, len(text))
    assert found is not None
    assert url == found.url


@pytest.mark.parametrize("text", ["mail@www.example.org", "10.5 metres", "http://", "a doing word", "ftp://a.example"])
def test_no_url(text: str) -> None:
    """What only resembles an address is none."""
    assert find_url(text, 0, len(text)) is None


def test_end_of_url_stops_at_the_limit() -> None:
    """A limit cuts a URL off."""
    assert end_of_url("https://a.example/abc", 0, 17) == len("https://a.example")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.A.example:80/x", "a.example"),
        ("www.a.example", "a.example"),
        ("https://en.m.wikipedia.org/wiki/Tide", "en.m.wikipedia.org"),
        ("zotero://select/items/1", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_domain(url: str | None, host: str | None) -> None:
    """The domain is the host in lower case without `www.`."""
    assert host == domain(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.example/x/", "https://a.example/x"),
        ("https://a.example/x?utm_source=n&b=2&a=1", "https://a.example/x?a=1&b=2"),
        ("https://a.example/x#:~:text=tide", "https://a.example/x"),
        ("https://m.a.example/x", "https://a.example/x"),
        ("https://a.example/amp/x", "https://a.example/x"),
        ("https://a.example/x.amp.html", "https://a.example/x.html"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("https://dx.doi.org/10.1000/ABC", "https://doi.org/10.1000/abc"),
        ("https://arxiv.org/pdf/2101.00001v2.pdf", "https://arxiv.org/abs/2101.00001"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "https://arxiv.org/abs/2101.00001v3"),
        ("https://youtu.be/abcdefghijk?si=x", "https://www.youtube.com/watch?v=abcdefghijk&t=10"),
        ("https://www.youtube.com/shorts/abcdefghijk", "https://youtu.be/abcdefghijk"),
        ("https://en.m.wikipedia.org/wiki/Tide#Moon", "https://en.wikipedia.org/wiki/tide"),
        ("https://web.archive.org/web/20200102030405/http://www.a.example/x", "https://a.example/x"),
    ],
)
def test_one_source_under_two_spellings(one: str, other: str) -> None:
    """Spellings that show the same page have the same key."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/#/page/one", "https://a.example/#/page/two"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://web.archive.org/", "https://archive.org/details/tide"),
    ],
)
def test_different_sources_stay_apart(one: str, other: str) -> None:
    """What shows another page keeps another key."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize("url", ["zotero://x", "", None, "http://[broken", "not a url"])
def test_no_web_address_has_no_key(url: str | None) -> None:
    """What is no web address cannot be compared."""
    assert canonical(url) is None
