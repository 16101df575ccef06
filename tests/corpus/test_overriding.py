import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import COLUMNS, CellError, check_cells, read_row, write_row
from corpus.overrides import read_overrides
from errors import CorpusError

WRITTEN = 'Report_ID,year,title\r\na, 2021 ,"工作, 要点"\r\n\r\nb,2022,\r\n'


@pytest.fixture
def folder(tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("工作要点", encoding="utf-8")
    return tmp_path


def written(folder):
    return (folder / "reports.csv").read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_changed_line_leaves_every_other_byte_as_it_was(folder, encoding):
    (folder / "reports.csv").write_bytes(WRITTEN.encode(encoding))
    write_row(folder, "b", {"year": "2023", "title": "总结"})
    assert written(folder) == WRITTEN.replace("b,2022,", "b,2023,总结").encode(encoding)


def test_a_new_line_goes_to_the_end_and_a_new_column_behind_the_others(folder):
    (folder / "reports.csv").write_bytes(WRITTEN.removesuffix("\r\n").encode())
    write_row(folder, "c", {"place": "淄博市", "year": "2020"})
    expected = WRITTEN.replace("Report_ID,year,title", "Report_ID,year,title,place") + "c,2020,,淄博市\r\n"
    assert written(folder).decode() == expected
    assert dict(read_overrides(folder)["a"].cells) == {"title": "工作, 要点", "year": "2021"}


def test_a_file_is_made_that_excel_reads(folder):
    write_row(folder, "a", {"title": '他说"好", 是'})
    assert written(folder) == '\ufeffreport_id,title\na,"他说""好"", 是"\n'.encode()
    assert read_row(folder, "a") == {"title": '他说"好", 是'}


def test_a_report_without_cells_has_no_line(folder):
    (folder / "reports.csv").write_bytes(WRITTEN.encode())
    write_row(folder, "a", {"year": ""})
    assert written(folder).decode() == "Report_ID,year,title\r\n\r\nb,2022,\r\n"
    write_row(folder, "c", {})
    assert read_row(folder, "c") == {}
    assert read_row(folder, "b") == {"year": "2022"}


def test_a_cell_over_two_lines_stays_with_its_row(folder):
    text = 'report_id,title\na,"eins\nzwei"\nb,drei\n'
    (folder / "reports.csv").write_text(text, encoding="utf-8")
    write_row(folder, "b", {"title": "vier"})
    assert written(folder).decode() == text.replace("drei", "vier")


def test_nothing_is_written_where_the_file_is_not_valid(folder):
    (folder / "reports.csv").write_text("report_id,colour\na,red\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="column 'colour'"):
        write_row(folder, "a", {"year": "2022"})
    assert written(folder) == b"report_id,colour\na,red\n"
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "c.txt", "reports.csv"]


def test_a_link_stays_a_link_and_the_mode_stays(folder, tmp_path):
    target = tmp_path / "kept.md"
    target.write_text("report_id,year\n", encoding="utf-8")
    target.chmod(0o640)
    (folder / "reports.csv").symlink_to(target)
    write_row(folder, "a", {"year": "2022"})
    assert (folder / "reports.csv").is_symlink()
    assert target.read_text(encoding="utf-8") == "report_id,year\na,2022\n"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("year", "1812"), ("year", "二〇二二"), ("half", "3"), ("kind", "poem"), ("level", "village"),
        ("published", "12月1日"), ("link", "javascript:alert(1)"), ("title", "=HYPERLINK(1)"), ("title", "+1"),
        ("title", "@a"), ("bureau", "-x"), ("title", "a\u202eb"), ("title", "x" * 501), ("report_id", "b"),
        ("colour", "red"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_named_and_never_written(folder, column, value):
    good, wrong = check_cells({"place": "淄博市", column: value})
    assert good == {"place": "淄博市"}
    assert [(name, type(error)) for name, error in wrong.items()] == [(column, CellError)]
    with pytest.raises(CellError):
        write_row(folder, "a", {column: value})
    assert not (folder / "reports.csv").exists()


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text("工作,\"'；\n a1", max_size=12),
        "year": st.sampled_from(["2021", "2022", "-"]),
        "place": st.sampled_from(["淄博市", "-"]),
    },
)


@given(st.lists(st.tuples(st.sampled_from("abc"), CELLS), max_size=6))
def test_what_was_written_last_is_what_is_read(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("rows")
    for name in "abc":
        (folder / f"{name}.txt").write_text("工作要点", encoding="utf-8")
    expected = {}
    for report_id, cells in changes:
        write_row(folder, report_id, cells)
        expected[report_id] = check_cells(cells)[0]
    assert {name: read_row(folder, name) for name in "abc"} == {name: expected.get(name, {}) for name in "abc"}
    assert list(COLUMNS[:2]) == ["report_id", "title"]
