"""Names: what screen readers say for widgets that have no name of their own, and how all look."""

from pathlib import Path

import anywidget
import traitlets

_ESM = """
const PARTS = "input:not([type=checkbox]), select, textarea, .noUi-handle, [role=slider]";
const ROLES = { "adda-status": "status", "adda-alert": "alert" };

// Headers of folding groups answer to clicks only; here they answer to keys as well.
const foldable = (header) => {
  const open = header.parentElement.classList.contains("jupyter-widget-Collapse-open");
  header.setAttribute("aria-expanded", open);
  if (header.tabIndex === 0) return;
  header.tabIndex = 0;
  header.setAttribute("role", "button");
  header.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    header.click();
  });
};

export default {
  render({ model, el }) {
    el.style.display = "none";
    const apply = () => {
      for (const [name, said] of Object.entries(model.get("names"))) {
        for (const host of document.getElementsByClassName(name)) {
          const parts = host.matches(PARTS) ? [host] : host.querySelectorAll(PARTS);
          parts.forEach((part) => part.setAttribute("aria-label", said));
          if (parts.length === 0) {
            host.setAttribute("role", "group");
            host.setAttribute("aria-label", said);
          }
        }
      }
      for (const [name, role] of Object.entries(ROLES)) {
        for (const host of document.getElementsByClassName(name)) host.setAttribute("role", role);
      }
      document.querySelectorAll(".adda-studio .jupyter-widget-Collapse-header").forEach(foldable);
      for (const host of document.getElementsByClassName("adda-studio")) {
        host.setAttribute("lang", model.get("lang"));
      }
    };
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 60);
    };
    const watch = new MutationObserver(soon);
    const changes = { childList: true, subtree: true, attributeFilter: ["class"] };
    watch.observe(document.body, changes);
    model.on("change:names change:lang", soon);
    soon();
    return () => watch.disconnect();
  },
};
"""


class Names(anywidget.AnyWidget):
    """Gives the elements with a class their spoken name, and keeps doing so as they come and go."""

    _esm = _ESM
    _css = (Path(__file__).resolve().parent / "studio.css").read_text(encoding="utf-8")
    names = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
