import io

from indexer.progress import Bar, Lines, show_on


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_lines_come_every_few_seconds_with_rate_and_time_left():
    stream, clock = io.StringIO(), Clock()
    with Lines(stream, clock=clock, interval_s=5) as lines:
        lines.stage("Embedding passages (e5)", unit="passages", total=1000)
        for _ in range(4):
            clock.now += 2.5
            lines.advance(100)
        clock.now += 1
        lines.advance(600)
    assert stream.getvalue().splitlines() == [
        "Embedding passages (e5): 200 of 1000 passages, 40.0/s, 20 s left",
        "Embedding passages (e5): 400 of 1000 passages, 40.0/s, 15 s left",
        "Embedding passages (e5): 1000 passages in 11.0 s",
    ]


def test_a_stage_of_unknown_length_has_no_time_left():
    stream, clock = io.StringIO(), Clock()
    with Lines(stream, clock=clock, interval_s=5) as lines:
        lines.stage("Reading", unit="files")
        clock.now += 5
        lines.advance(10)
        lines.stage("Outlining", unit="reports", total=0)
    assert stream.getvalue() == "Reading: 10 files, 2.0/s\nReading: 10 files in 5.0 s\nOutlining: 0 reports in 0.0 s\n"


def test_a_stage_that_failed_does_not_claim_to_have_ended():
    stream = io.StringIO()
    try:
        with Lines(stream) as lines:
            lines.stage("Reading", unit="files")
            raise OSError
    except OSError:
        assert stream.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_and_a_file_gets_lines():
    assert isinstance(show_on(Terminal()), Bar)
    assert isinstance(show_on(io.StringIO()), Lines)


def test_the_bar_names_the_stage_and_how_much_is_done(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with show_on(stream) as bar:
        bar.stage("Reading", unit="files")
        bar.advance(3)
        bar.stage("Embedding", unit="passages", total=8)
        bar.advance(8)
    assert "Reading" in stream.getvalue()
    assert "3/3" in stream.getvalue()
    assert "8/8" in stream.getvalue()
