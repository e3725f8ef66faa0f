"""Live film: the film of talk in the studio, sent when it is looked at."""

from typing import TYPE_CHECKING

import anywidget
import traitlets

from sim.figures import page

if TYPE_CHECKING:
    from sim.figures.film import Film

_SHOW = """
export default {
  render({ model, el }) {
    let stop = null;
    const show = () => {
      const tree = model.get("tree");
      if (stop) stop();
      stop = tree.arms ? addaFilm.show(el, tree) : null;
    };
    model.on("change:tree", show);
    show();
    return () => {
      model.off("change:tree", show);
      if (stop) stop();
    };
  },
};
"""


class LiveFilm(anywidget.AnyWidget):
    """A place for a film: what `show` is given can be played there, without the kernel."""

    _esm = page.painter() + page.projector() + _SHOW
    _css = page.sheet()
    tree = traitlets.Dict().tag(sync=True)

    def show(self, film: "Film") -> None:
        """Show this film from now on."""
        self.tree = film.tree()
