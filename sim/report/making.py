"""Making: runs a workbook with other values and writes what it shows as one HTML page.

The page holds everything it needs: plotly's script once, pictures as data, a Bengali font where one
is found. Its policy forbids it to ask the net for anything.
"""

import html
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim import facts, words
from sim.errors import AddaError, shown
from sim.report import paper
from sim.scenarios import Scenario, Shock, read_market, read_strategy, scenario
from sim.schema import Part
from sim.study.accepted import Behaviour, taken
from sim.study.own_sets import OwnSets
from sim.study.store import SETS

HERE = Path(__file__).resolve().parent
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
    " img-src data: blob:; font-src data:"
)
# What may stand in a page besides text; everything else is shown as it was written.
ALLOWED = {
    *(f"h{level}" for level in range(1, 7)), "p", "div", "span", "br", "hr", "blockquote", "pre",
    "code", "b", "strong", "i", "em", "a", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th",
    "td", "details", "summary",
}  # fmt: skip
FIRST_DAY = str(Scenario.model_fields["start_date"].default)
PICTURE = "application/vnd.plotly.v1+json"


def report(  # noqa: PLR0913 - the settings of a report, by name
    a: Any,
    b: Any,
    market: Any = "boutique",
    days: int = 90,
    replicates: int = 32,
    seed: int = 0,
    lang: str = "en",
    out: str | Path = "report.html",
    *,
    workbook: str | Path = "report",
    shocks: Sequence[Shock] = (),
    start_date: str = FIRST_DAY,
    store: str | Path | None = None,
    parameters: Behaviour | None = None,
) -> Path:
    """Run a workbook with these values and write one page. Returns its path.

    out: a file that ends in .html, or in .pdf, for which a Chromium is needed.

    a, b: templates, files, or strategies as they are; market: likewise. workbook: one that comes
    with the product, by name, or a file. shocks: what happens from outside; start_date: the first
    day; both only for workbooks with such parameters, as parameters: behaviour, or what each pair
    draws it from, as in `sim.compare`. store: a folder in which finished pairs are kept.
    Nothing is written when anything fails; an older page then stays as it was.

    Raises AddaError for values that are not allowed, and when the workbook ends in an error.
    """
    out = Path(out)
    with words.speaking(lang):
        case: Scenario = scenario(read_strategy(a), read_market(market), days, tuple(shocks))
        case = case.changed({"start_date": start_date})
        read_strategy(b)
        source = _workbook(workbook)
        _check_place(out)
    with tempfile.TemporaryDirectory(prefix="adda-report-") as folder:
        values = {
            "a": _named(a, Path(folder) / "a.yaml"),
            "b": _named(b, Path(folder) / "b.yaml"),
            "market": _named(market, Path(folder) / "market.yaml"),
            "days": days,
            "replicates": replicates,
            "seed": seed,
            "lang": lang,
        }
        if shocks:
            values["shocks"] = [shock.tree() for shock in shocks]
        if start_date != FIRST_DAY:
            values["start_date"] = start_date
        if store is not None:
            values["store"] = str(Path(store).resolve())
        if parameters:
            values["parameters"] = _behaviour(parameters, Path(folder))
        notebook = run_workbook(source, Path(folder) / "run.ipynb", values)
        title = f"{case.strategy.title} – {case.market.title}"
        page = as_page(notebook, title, lang)
    return _write(out, page)


def run_workbook(source: Path, target: Path, values: dict[str, Any]) -> Any:
    """Run a workbook with these values and return the notebook with its outputs.

    Raises AddaError when a cell fails: the sentence of an AddaError, else which error it was.
    """
    import papermill

    try:
        return papermill.execute_notebook(
            str(source), str(target), parameters=values, kernel_name="python3", language="python",
            progress_bar=False, log_output=False, store_widget_state=False, cwd=str(Path.cwd()),
            extra_arguments=["--IPKernelApp.log_level=50"],
        )  # fmt: skip
    except papermill.PapermillExecutionError as error:
        said = str(error.evalue)
        if error.ename != AddaError.__name__:
            raise AddaError(
                "the workbook {name} ended in {error}: {said}",
                name=source.name,
                error=error.ename,
                said=shown(said, 200),
            ) from None
        raise AddaError("{said}", said=said) from None


def as_page(notebook: Any, title: str, lang: str = "en") -> str:
    """Return what a run notebook shows, without its code, as one HTML page."""
    from sim.figures import page

    body, trees, films = _body(notebook)
    font = _font(lang)
    return _PAGE.format(
        lang=lang,
        policy=POLICY,
        title=html.escape(title),
        style=(HERE / "page.css").read_text(encoding="utf-8") + page.sheet() + font,
        body=body,
        trees=page.in_script(trees),
        films=page.in_script(films),
        plotly=page.plotly_script() if trees else "",
        painter=page.painter() + page.projector() if trees or films else "",
        start=_START if trees or films else "",
    )


def _body(notebook: Any) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the outputs and words of a notebook as HTML, its pictures, and its films."""
    import nbconvert
    from traitlets.config import Config

    from sim.figures.film import film_in

    trees: list[dict[str, Any]] = []
    films: list[dict[str, Any]] = []
    for cell in notebook.cells:
        # What goes to stderr is about this machine, such as that the simulation is compiled.
        told = [one for one in cell.get("outputs", ()) if one.get("name") != "stderr"]
        if "outputs" in cell:
            cell["outputs"] = told
        for output in told:
            data = output.get("data", {})
            if PICTURE in data:
                trees.append(data[PICTURE])
                said = html.escape(data.get("text/plain", ""))
                place = f'<div class="adda-picture" id="picture-{len(trees)}">{said}</div>'
                output["data"] = {"text/html": place}
            elif film := film_in("".join(data.get("text/html", ""))):
                films.append(film)
                said = html.escape(film["finding"])
                place = f'<div class="adda-film" id="film-{len(films)}">{said}</div>'
                output["data"] = {"text/html": place}
    settings = Config()
    settings.TagRemovePreprocessor.remove_cell_tags = ("remove", "parameters")
    settings.TagRemovePreprocessor.enabled = True
    settings.SanitizeHTML.enabled = True
    settings.SanitizeHTML.tags = ALLOWED
    settings.SanitizeHTML.attributes = {"*": ["class", "id"], "a": ["href", "title"]}
    exporter = nbconvert.HTMLExporter(
        config=settings, template_name="basic", exclude_input=True, exclude_input_prompt=True,
        exclude_output_prompt=True,
    )  # fmt: skip
    body, _resources = exporter.from_notebook_node(notebook)
    return body, trees, films


def _font(lang: str) -> str:
    if words.translator(lang).lang != "bn":
        return ""
    from sim.report.fonts import bengali_face

    return bengali_face()


def _workbook(name: str | Path) -> Path:
    path = Path(name)
    if path.suffix != ".ipynb":
        path = facts.folder("workbooks") / f"{name}.ipynb"
    if not path.is_file():
        raise AddaError("there is no workbook '{name}'", name=shown(name))
    return path


def _named(part: Any, file: Path) -> str:
    """Return the name or path of a part for a workbook; one that has neither is written down."""
    if isinstance(part, Part):
        file.write_text(part.to_yaml(), encoding="utf-8")
        return str(file)
    text = str(part)
    return str(Path(text).resolve()) if text.endswith((".yaml", ".yml")) else text


def _behaviour(parameters: Behaviour, folder: Path) -> str | dict[str, float]:
    """Return behaviour as a workbook can be given it; sets are written to `folder`."""
    parameters = taken(parameters)
    if isinstance(parameters, OwnSets):
        place = folder / SETS
        place.write_bytes(parameters.content)
        return str(place)
    return parameters if isinstance(parameters, str) else dict(parameters)


def _check_place(out: Path) -> None:
    if out.is_dir():
        raise AddaError("'{out}' is a folder, the report is to be a file", out=shown(out))
    if out.suffix.lower() not in (".html", ".htm", ".pdf"):
        raise AddaError("'{out}': a report is written as .html or .pdf", out=shown(out))
    if out.suffix.lower() == ".pdf":
        paper.needed()


def _write(out: Path, page: str) -> Path:
    """Write the page whole, or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        content = paper.printed(page) if out.suffix.lower() == ".pdf" else page.encode()
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return out


_START = """
const trees = JSON.parse(document.getElementById("pictures").textContent);
const films = JSON.parse(document.getElementById("films").textContent);
const hosts = trees.map((tree, number) => document.getElementById(`picture-${number + 1}`));
const repaint = (light) =>
  trees.forEach((tree, number) => adda.paint(Plotly, hosts[number], tree, light));
const fonts = document.fonts ? document.fonts.load('14px "Noto Sans Bengali"', "ক") : null;
Promise.resolve(fonts).finally(() => {
  hosts.forEach((host) => { host.textContent = ""; });
  repaint(false);
  adda.follow(repaint);
  films.forEach((film, number) =>
    addaFilm.show(document.getElementById(`film-${number + 1}`), film));
  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((one) => { one.open = true; });
    repaint(true);
  });
  addEventListener("afterprint", () => repaint(false));
});
"""
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
<script type="application/json" id="pictures">{trees}</script>
<script type="application/json" id="films">{films}</script>
<script>{plotly}</script>
<script>{painter}{start}</script>
</body>
</html>
"""
