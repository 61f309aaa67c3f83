"""Progress: sparse lines in a log, bars on a terminal."""

import io

from audioflan.fetch.progress import LiveBars, PlainLines, reporter

MEBIBYTE = 1 << 20


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_at_most_one_line_in_five_seconds() -> None:
    stream, moments = io.StringIO(), iter([0.0, 1.0, 5.0, 6.0, 9.9, 10.0])
    report = PlainLines(stream, 5.0, lambda: next(moments))
    for done in range(1, 6):
        report("a.zip", done * MEBIBYTE, 8 * MEBIBYTE)
    assert stream.getvalue() == "a.zip: 2.0 of 8.0 MiB (25%)\na.zip: 5.0 of 8.0 MiB (62%)\n"


def test_a_total_that_nobody_knows() -> None:
    stream, moments = io.StringIO(), iter([0.0, 5.0])
    PlainLines(stream, 5.0, lambda: next(moments))("a.zip", 3 * MEBIBYTE, None)
    assert stream.getvalue() == "a.zip: 3.0 MiB\n"


def test_a_log_file_gets_lines_and_a_terminal_bars() -> None:
    with reporter(io.StringIO()) as plain, reporter(Terminal()) as live:
        assert isinstance(plain, PlainLines)
        assert isinstance(live, LiveBars)


def test_bars_show_name_and_size() -> None:
    terminal = Terminal()
    with reporter(terminal) as report:
        report("a.zip", MEBIBYTE, 2 * MEBIBYTE)
        report("a.zip", 2 * MEBIBYTE, 2 * MEBIBYTE)
    assert "a.zip" in terminal.getvalue()
