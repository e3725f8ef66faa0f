"""Whatever the commands and the workbook leave behind, nothing of the input is in it."""

import json
import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

import sim
from sim.cli import main
from sim.errors import AddaError
from tests.intake.test_privacy import exports, rare_word, secret_community, traces


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, with an own place for temporary files."""
    folder, temporary = tmp_path / "here", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


def everything_in(*folders: Path) -> list[tuple[str, bytes]]:
    return [
        (str(path), path.read_bytes())
        for one in folders
        for path in one.rglob("*")
        if path.is_file()
    ]


def asked(*words: object) -> str:
    return CliRunner().invoke(main, [str(word) for word in words]).output


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "messenger"])
def test_no_command_leaves_a_word_or_a_name_of_a_chat(kind, here, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    source = tmp_path / "source"
    source.mkdir()
    path = exports(source)[kind]
    said = [
        asked("import", kind, path, "--members", 40, "--market", "ours"),
        asked("import", kind, path, "--json"),
        asked("health", kind, path, "--members", 40, "--json"),
        asked("import", kind, path, "--market", rare_word(3)),
        asked("import", kind, path, "--date-order", "ymd", "--members", 2),
    ]
    assert "wrote" in said[0], said[0]
    assert "active_contributors" in said[2]
    # What the user typed may be repeated to them; what the file holds may not.
    assert traces("".join(said)) <= {rare_word(3), rare_word(5)}
    assert not traces(caplog.text)
    written = everything_in(here, tmp_path / "temporary")
    assert {Path(name).suffix for name, _data in written} >= {".yaml", ".html"}
    for name, data in written:
        assert not traces(data), name
    assert not list((tmp_path / "temporary").iterdir())


def test_analytics_keep_no_query_and_no_rare_page(here, tmp_path):
    rows = [f"/{rare_word(1)}?who={rare_word(2)},(direct) / (none),3"]
    rows += ["/guides/darning-a-sock?email=ada%40example.org,(direct) / (none),400"]
    rows += [f"/guides/linen-shirt,{rare_word(4)} / referral,300", "/,google / organic,500"]
    path = tmp_path / "landing.csv"
    head = "Landing page,Session source / medium,Sessions"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    said = asked("import", "analytics", path, "--market", "ours")
    assert "wrote" in said, said
    for name, data in [("said", said.encode()), *everything_in(here)]:
        assert not traces(data), name
        assert b"ada%40" not in data
        assert b"ada@example" not in data


def test_a_file_uploaded_in_a_workbook_is_gone_after_reading(here, tmp_path, capfd):
    text = json.dumps(_telegram(), ensure_ascii=False).encode()
    ours = sim.YourCommunity()
    ours.upload([{"name": rare_word(7), "content": memoryview(text)}], "telegram", 40)
    told = [
        ours.understood(), ours.statistics().to_csv(), ours.rhythm().to_json(),
        ours.replies().to_json(), ours.health(days=30).to_csv(), repr(vars(ours.chat)),
        "".join(capfd.readouterr()),
    ]  # fmt: skip
    assert not ours.made_up
    assert not traces("".join(told))
    assert not everything_in(here, tmp_path / "temporary")


def test_a_file_that_cannot_be_read_changes_nothing_and_quotes_nothing(here, tmp_path):
    ours = sim.YourCommunity()
    before = ours.understood()
    with pytest.raises(AddaError) as caught:
        ours.upload([{"name": "x", "content": rare_word(1).encode()}], "telegram")
    assert not traces(str(caught.value))
    assert ours.understood() == before
    with pytest.raises(AddaError, match="choose a file"):
        ours.upload([], "telegram")
    assert not list((tmp_path / "temporary").iterdir())


def test_the_panel_shows_what_a_file_holds_as_text_only(here):
    ours = sim.YourCommunity()
    panel = ours.panel
    assert 'role="status"' in panel.said.value
    panel.kind.value = "telegram"
    told = {"name": "<script>", "size": 25, "first": True, "ended": True, "last": True}
    panel.file.arrived(told, [memoryview(b"<script>alert(1)</script>")])
    assert "script" in panel.chosen.value
    panel.read.click()
    for shown in (panel.chosen, panel.said):
        assert "<script>" not in shown.value
    assert panel.files == []


def _telegram() -> dict:
    from tests.intake.made_up import telegram

    return telegram(secret_community())
