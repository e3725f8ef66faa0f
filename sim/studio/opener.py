"""Opener: a button that takes files of the reader's into the kernel."""

from collections.abc import Callable, Sequence
from typing import Any

import anywidget
import traitlets

_ESM = """
// What a server takes at once is limited, to ten megabytes most often; what is larger is lost on
// the way without a word. So a file goes in slices.
const SLICE = 4e6;

export default {
  render({ model, el }) {
    const input = document.createElement("input");
    const button = document.createElement("button");
    const kind = { accept: model.get("accept"), multiple: model.get("several"), hidden: true };
    Object.assign(input, { type: "file", ...kind });
    Object.assign(button, { type: "button", className: "jupyter-button" });
    button.textContent = model.get("label");
    button.addEventListener("click", () => input.click());
    const send = async (file, first, last) => {
      const size = file.size <= model.get("most") ? file.size : 0;
      let at = 0;
      do {
        const part = await file.slice(at, Math.min(at + SLICE, size)).arrayBuffer();
        const told = { name: file.name, size: file.size, first: first && at === 0 };
        at += SLICE;
        model.send({ ...told, ended: at >= size, last: last && at >= size }, undefined, [part]);
      } while (at < size);
    };
    input.addEventListener("change", async () => {
      const files = [...input.files];
      button.disabled = true;
      for (const file of files) await send(file, file === files[0], file === files.at(-1));
      button.disabled = false;
      input.value = "";
    });
    el.classList.add("adda-opener");
    el.append(input, button);
  },
};
"""
Files = Sequence[tuple[str, bytes | None]]


class Opener(anywidget.AnyWidget):
    """A button; `opened` is called with the names and contents of the files that were chosen.

    most: bytes; a larger file is not sent, and its content is None. several: at once.
    """

    _esm = _ESM
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    most = traitlets.Int().tag(sync=True)
    several = traitlets.Bool(False).tag(sync=True)

    def __init__(self, opened: Callable[[Files], None], **traits: Any):
        super().__init__(**traits)
        self.opened = opened
        self._files: list[tuple[str, bytes | None]] = []
        self._parts: list[bytes] = []
        self.on_msg(lambda _self, told, parts: self.arrived(told, parts))

    def arrived(self, told: dict[str, Any], parts: Sequence[Any]) -> None:
        """Take a slice of a file; with the last slice of the last file all are handed on."""
        if told["first"]:
            self._files, self._parts = [], []
        self._parts += [bytes(part) for part in parts]
        if told["ended"]:
            fits = told["size"] <= self.most
            self._files.append((str(told["name"]), b"".join(self._parts) if fits else None))
            self._parts = []
        if told["last"]:
            files, self._files = self._files, []
            self.opened(files)
