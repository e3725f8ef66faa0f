"""Live: a picture that repaints where it stands. One copy of plotly serves all of a page.

plotly's own widget sends its whole script with every figure and forgets later changes when a page
is loaded again; here the script travels once, in a widget that is never shown, and what a picture
holds now is what a new page gets.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets

from sim.figures import page

if TYPE_CHECKING:
    from sim.figures.style import Picture

_STORE = "export default {};"
_SHOW = """
const loaded = (source) => {
  if (!window.addaPlotly) {
    window.addaPlotly = new Promise((done, failed) => {
      const script = document.createElement("script");
      // A loader of modules on the page must not take the script for one of its own.
      script.textContent =
        `(function (define, module, exports) {${source}\\n}).call(window);` +
        `window.addaPlotlyLoaded = window.Plotly;`;
      document.head.append(script);
      window.addaPlotlyLoaded ? done(window.addaPlotlyLoaded) : failed(new Error("no plotly"));
    });
  }
  return window.addaPlotly;
};

export default {
  async render({ model, el }) {
    const id = model.get("store").replace("IPY_MODEL_", "");
    const store = await model.widget_manager.get_model(id);
    const Plotly = await loaded(store.get("source"));
    const repaint = () => {
      const tree = model.get("tree");
      if (tree.layout && el.isConnected) adda.paint(Plotly, el, tree);
    };
    // A hidden tab has no width; what is hidden is painted when it comes to light.
    const seen = new ResizeObserver(() => el.clientWidth > 0 && repaint());
    seen.observe(el);
    model.on("change:tree", repaint);
    const unfollow = adda.follow(repaint);
    repaint();
    return () => {
      seen.disconnect();
      unfollow();
      model.off("change:tree", repaint);
    };
  },
};
"""


class PlotlyStore(anywidget.AnyWidget):
    """Holds plotly's script for all pictures of a page; never shown."""

    _esm = _STORE
    source = traitlets.Unicode().tag(sync=True)


@cache
def store() -> PlotlyStore:
    """Return the one store of this kernel."""
    return PlotlyStore(source=page.plotly_script())


class LivePicture(anywidget.AnyWidget):
    """A place for a picture: what `show` is given is painted there, at once or when seen."""

    _esm = page.painter() + _SHOW
    _css = page.sheet()
    tree = traitlets.Dict().tag(sync=True)
    store = traitlets.Instance(PlotlyStore).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, picture: "Picture | None" = None, **traits: Any):
        super().__init__(store=store(), **traits)
        self.picture: Picture | None = None
        if picture is not None:
            self.show(picture)

    def show(self, picture: "Picture") -> None:
        """Paint this picture from now on."""
        self.picture = picture
        self.tree = picture.tree()
