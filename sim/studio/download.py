"""Download: a link on the page to something that the kernel has made, such as a report."""

import anywidget
import traitlets

_ESM = """
export default {
  render({ model, el }) {
    const link = document.createElement("a");
    link.className = "adda-download jupyter-button";
    el.append(link);
    let address = null;
    const show = () => {
      if (address) URL.revokeObjectURL(address);
      const content = model.get("content");
      link.hidden = !content || content.byteLength === 0;
      const file = new Blob([content], { type: model.get("kind") });
      address = link.hidden ? null : URL.createObjectURL(file);
      link.download = model.get("name");
      link.textContent = model.get("label");
      if (address) link.href = address;
    };
    model.on("change", show);
    show();
    return () => {
      model.off("change", show);
      if (address) URL.revokeObjectURL(address);
    };
  },
};
"""


class Download(anywidget.AnyWidget):
    """A link that saves `content` as a file called `name`; there is none while it is empty."""

    _esm = _ESM
    content = traitlets.Bytes().tag(sync=True)
    name = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("text/plain").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def offer(self, name: str, content: bytes, label: str, kind: str = "text/plain") -> None:
        """Offer this content under a name; `label` is what the link says."""
        with self.hold_sync():
            self.name, self.label, self.kind, self.content = name, label, kind, content
