// Draws a picture into a host element. The title and what is drawn become text of the page, so
// that they wrap on a phone, can be read aloud and copied; plotly draws the rest.
const adda = (() => {
  const NARROW = 520; // pixels
  const DARK = {
    "#26282B": "#E8EAED", "#6B7075": "#A9AFB5", "#DDE0E3": "#3A3F44", "#FFFFFF": "#17191C",
    "#1166AA": "#5AA3E0", "#8A4FA3": "#B47FCC", "#0B5E5A": "#2C8F8A",
  };

  const isDark = () => {
    const lab = document.body.dataset.jpThemeLight;
    if (lab !== undefined) return lab === "false";
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const recoloured = (tree) => {
    if (typeof tree === "string") return DARK[tree] ?? tree;
    if (Array.isArray(tree)) return tree.map(recoloured);
    if (tree === null || typeof tree !== "object" || ArrayBuffer.isView(tree)) return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, one]) => [key, recoloured(one)]));
  };

  // Plotly's texts hold <br> and escaped letters only; parsing in a separate document runs nothing.
  const plain = (text) =>
    new DOMParser()
      .parseFromString((text || "").replaceAll("<br>", " "), "text/html")
      .documentElement.textContent.trim();

  const child = (host, name, kind) => {
    let found = host.querySelector(`:scope > .${name}`);
    if (!found) {
      found = document.createElement(kind);
      found.className = name;
      host.append(found);
    }
    return found;
  };

  const isNarrow = (host) => host.clientWidth > 0 && host.clientWidth < NARROW;

  const withoutTitle = (layout, host) => {
    const header = layout.meta?.header ?? 0;
    const height = layout.height - header;
    const made = { ...layout, title: undefined, height, autosize: true, width: undefined };
    made.margin = { ...layout.margin, t: layout.margin.t - header };
    made.legend = { ...layout.legend, y: 1 - 4 / height };
    return isNarrow(host) ? addaPhone.fitted(made, host.clientWidth) : made;
  };

  // Plotly writes numbers on axes in Latin digits; here they become those of the page's language.
  const inDigits = (plot, digits) => {
    // Further axes and colour scales have classes such as x2tick or ycb…tick.
    plot.querySelectorAll('[class*="tick"] text').forEach((one) => {
      for (const part of one.childNodes.length ? one.childNodes : []) {
        const said = part.textContent.replace(/[0-9]/g, (digit) => digits[Number(digit)]);
        if (said !== part.textContent) part.textContent = said;
      }
    });
  };

  // Plotly stumbles over some changes from one picture to quite another; then it begins afresh.
  const drawn = async (Plotly, host, plot, given) => {
    try {
      return await Plotly.react(plot, ...given);
    } catch {
      Plotly.purge(plot);
      host.addaWatched = false;
      return Plotly.newPlot(plot, ...given);
    }
  };

  const paint = (Plotly, host, figure, light = false) => {
    const { data, layout, config } = !light && isDark() ? recoloured(figure) : figure;
    host.classList.add("adda-picture");
    const finding = child(host, "adda-finding", "div");
    const said = child(host, "adda-said", "div");
    const plot = child(host, "adda-plot", "div");
    finding.setAttribute("role", "status");
    const title = plain(layout.title?.text);
    if (finding.textContent !== title) finding.textContent = title;
    said.textContent = plain(layout.title?.subtitle?.text);
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", title);
    if (!host.addaObserver) {
      host.addaObserver = new ResizeObserver(() => {
        if (host.clientWidth > 0 && plot.data) Plotly.Plots.resize(plot);
      });
      host.addaObserver.observe(host);
    }
    host.addaDigits = layout.meta?.digits;
    const names = data.filter((one) => one.name && one.showlegend !== false).length;
    const shown = { ...layout, meta: { ...layout.meta, names } };
    const traces = isNarrow(host) ? addaPhone.traces(data, layout, host.clientWidth) : data;
    return drawn(Plotly, host, plot, [traces, withoutTitle(shown, host), config]).then(() => {
      if (host.addaDigits) inDigits(plot, host.addaDigits);
      if (host.addaWatched) return;
      host.addaWatched = true;
      plot.on("plotly_afterplot", () => host.addaDigits && inDigits(plot, host.addaDigits));
    });
  };

  // Keeps pictures right when the theme of the page, or the paper, changes.
  const follow = (repaint) => {
    const scheme = window.matchMedia("(prefers-color-scheme: dark)");
    const change = () => repaint(false);
    scheme.addEventListener("change", change);
    const themes = new MutationObserver(change);
    themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
    return () => {
      scheme.removeEventListener("change", change);
      themes.disconnect();
    };
  };

  const colour = (one, light = false) => (!light && isDark() ? DARK[one] ?? one : one);

  return { paint, follow, colour };
})();
