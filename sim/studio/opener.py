"""Opener: a button that takes a file of the reader's into the kernel."""

from collections.abc import Callable

import anywidget
import traitlets

_ESM = """
export default {
  render({ model, el }) {
    const input = document.createElement("input");
    const button = document.createElement("button");
    Object.assign(input, { type: "file", accept: model.get("accept"), hidden: true });
    Object.assign(button, { type: "button", className: "jupyter-button" });
    button.textContent = model.get("label");
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const file = input.files[0];
      if (!file) return;
      model.send({ name: file.name }, undefined, [await file.arrayBuffer()]);
      input.value = "";
    });
    el.classList.add("adda-opener");
    el.append(input, button);
  },
};
"""


class Opener(anywidget.AnyWidget):
    """A button; `opened` is called with the name and the bytes of a file that was chosen."""

    _esm = _ESM
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)

    def __init__(self, label: str, accept: str, opened: Callable[[str, bytes], None]):
        super().__init__(label=label, accept=accept)
        self.on_msg(lambda _self, told, buffers: opened(str(told["name"]), bytes(buffers[0])))
