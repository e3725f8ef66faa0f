"""Names: what screen readers say for widgets that have no name of their own, and how all look."""

import anywidget
import traitlets

_ESM = """
const PARTS = "input:not([type=checkbox]), select, textarea, .noUi-handle, [role=slider]";
const ROLES = { "adda-status": "status", "adda-alert": "alert", "adda-budget": "status" };

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
    watch.observe(document.body, { childList: true, subtree: true });
    model.on("change:names change:lang", soon);
    soon();
    return () => watch.disconnect();
  },
};
"""
_CSS = """
.adda-studio .widget-label, .adda-studio label { overflow: visible; }
.adda-studio .widget-html-content { line-height: 1.35; }
.adda-studio .lm-TabBar-tab { flex: 0 1 auto !important; min-width: 0 !important; max-width: none; }
.adda-label { font-weight: 600; }
.adda-unit { opacity: 0.7; font-size: 0.9em; }
.adda-changed { color: #b3560a; font-size: 0.9em; white-space: nowrap; }
.jp-mod-dark .adda-changed, [data-jp-theme-light="false"] .adda-changed { color: #f0a35e; }
.adda-status { font-size: 1.1em; font-weight: 600; }
.adda-alert:not(:empty) { color: #b00020; font-weight: 600; }
[data-jp-theme-light="false"] .adda-alert { color: #ff8a9a; }
.adda-card { border: 1px solid rgba(128, 128, 128, 0.35); border-radius: 6px; padding: 8px; }
.adda-card-a { border-top: 5px solid #e0730c; }
.adda-card-b { border-top: 5px dashed #1166aa; }
.adda-budget .over { color: #b00020; font-weight: 600; }
[data-jp-theme-light="false"] .adda-budget .over { color: #ff8a9a; }
"""


class Names(anywidget.AnyWidget):
    """Gives the elements with a class their spoken name, and keeps doing so as they come and go."""

    _esm = _ESM
    _css = _CSS
    names = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
