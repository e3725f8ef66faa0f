// What a picture changes where it is narrow: letters, legends, ticks, names of rows, panels.
const addaPhone = (() => {
  const LONGEST_TICK = 20;
  const LETTER = 6.6, LINE = 15; // pixels
  const MOST_TICKS = 7;

  const inLines = (text, longest = LONGEST_TICK) => {
    const lines = [];
    for (const word of text.split(" ")) {
      const last = lines.length - 1;
      if (last >= 0 && lines[last].length + word.length < longest) lines[last] += ` ${word}`;
      else lines.push(word);
    }
    return lines.join("<br>");
  };

  const axes = (made, letter) => Object.keys(made).filter((key) => key.startsWith(`${letter}axis`));
  const height = (made) => made.height - made.margin.t - made.margin.b;

  const shortTexts = (made, letters) => {
    made.annotations = made.annotations.map((one) =>
      one.hovertext && one.text.length > letters + 1
        ? { ...one, text: `${one.text.slice(0, letters)}…` }
        : one,
    );
  };

  // Of how many ticks one finds room, room in pixels; turned ones need the height of a line each.
  const crowding = (axis, room) => {
    if (axis.tickangle) return Math.ceil(axis.tickvals.length / MOST_TICKS);
    const letters = (axis.ticktext ?? axis.tickvals).map((one) => String(one).length + 2);
    const all = letters.reduce((sum, one) => sum + one, 0);
    return axis.tickvals.length > 2 ? Math.ceil((LETTER * all) / room) : 1;
  };

  // What is written beside bars wants axes that go on; a tick too many is turned or touches another.
  const across = (made, stretch, room) => {
    for (const key of axes(made, "x")) {
      const axis = { ...made[key] };
      if (axis.range && stretch > 1) axis.range = [axis.range[0], axis.range[1] * stretch];
      const every = Array.isArray(axis.tickvals) ? crowding(axis, room) : 1;
      if (every > 1) {
        const kept = (_one, number) => number % every === 0;
        axis.tickvals = axis.tickvals.filter(kept);
        axis.ticktext = axis.ticktext?.filter(kept);
      }
      if (!axis.tickvals && !axis.dtick) [axis.nticks, axis.tickangle] = [4, 0];
      if (axis.title?.text) axis.title = { ...axis.title, text: inLines(axis.title.text, 42) };
      made[key] = axis;
    }
  };

  const namesInLines = (made) => {
    for (const key of axes(made, "y")) {
      const axis = made[key];
      if (!Array.isArray(axis.ticktext)) continue;
      const plainly = (one) => typeof one === "string" && !/<(?!br>)/.test(one);
      const ticktext = axis.ticktext.map((one) =>
        plainly(one) ? inLines(one.replaceAll("<br>", " ")) : one,
      );
      made[key] = { ...axis, ticktext };
    }
  };

  // Names of rows go above their rows, so that the picture has the whole width.
  const namesAbove = (made, rows, width) => {
    const axis = made.yaxis, longest = Math.floor((width - 20) / LETTER);
    const lines = axis.ticktext.map((one) => {
      const bold = one.includes("<b>");
      const text = inLines(one.replace(/<br>/g, " ").replace(/<\/?b>/g, ""), longest);
      return bold ? `<b>${text}</b>` : text;
    });
    const most = Math.max(...lines.map((one) => one.split("<br>").length));
    const bars = made.barmode === "group" ? 32 : 18; // what all bars of a row may take
    const row = height(made) / rows, wanted = Math.max(row, bars + 14 + LINE * most);
    made.height += rows * (wanted - row);
    made.bargap = Math.max(made.bargap ?? 0.25, 1 - bars / wanted);
    made.yaxis = { ...axis, showticklabels: false };
    const names = lines.map((text, number) => ({
      text, x: 0, xref: "paper", xanchor: "left", y: axis.tickvals[number], yref: "y",
      yanchor: "bottom", yshift: bars / 2, showarrow: false, align: "left", font: { size: 12 },
    }));
    made.annotations = [...(made.annotations ?? []), ...names];
  };

  // Panels that stand side by side go below each other, each with the names of its rows.
  const stacked = (made, panels, above) => {
    const rows = made.yaxis.ticktext ?? [], foot = 44;
    const most = Math.max(1, ...rows.map((name) => name.split("<br>").length));
    const high = Math.max(height(made) - above, rows.length * (LINE * most + 8)), one = high + above;
    made.height += one - height(made) + (panels - 1) * (one + foot);
    const total = height(made), part = (one + foot) / total;
    const label = (letter, number) => (number ? `${letter}${number + 1}` : letter);
    for (let number = 0; number < panels; number += 1) {
      const top = 1 - number * part;
      const x = made[`xaxis${number ? number + 1 : ""}`];
      const key = `yaxis${number ? number + 1 : ""}`;
      made[`xaxis${number ? number + 1 : ""}`] = { ...x, domain: [0, 1], anchor: label("y", number) };
      made[key] = {
        ...made[key], domain: [top - one / total, top - above / total],
        showticklabels: true, matches: undefined, title: made.yaxis.title,
        range: made.yaxis.range, tickvals: made.yaxis.tickvals, ticktext: made.yaxis.ticktext,
      };
    }
    let number = 0;
    made.annotations = made.annotations.map((text) => {
      if (text.name !== "panel") return text;
      const top = 1 - number * part;
      number += 1;
      const said = text.text.replace(/<br>(?!<span)/g, " ");
      return { ...text, text: said, x: 0, xanchor: "left", align: "left", y: top - (above - 6) / total };
    });
  };

  const fitted = (made, width) => {
    const meta = made.meta ?? {}, letters = Math.floor((width - 40) / LETTER);
    made.font = { ...made.font, size: 12 };
    const entries = (made.showlegend && meta.names) || 0;
    made.height += 24 * Math.max(0, entries - 2);
    made.annotations = made.annotations?.map((one) =>
      one.name === "arm" ? { ...one, text: inLines(one.text, letters) } : one,
    );
    if (meta.narrow_letters) shortTexts(made, meta.narrow_letters);
    const names = Array.isArray(made.yaxis?.ticktext) && !(meta.rows && !meta.panels);
    across(made, meta.narrow_stretch ?? 1, names ? 0.45 * width : width - 60);
    if (meta.rows && !meta.panels) namesAbove(made, meta.rows, width);
    else namesInLines(made);
    if (meta.panels) stacked(made, meta.panels, meta.above);
    return made;
  };

  // Bars of a width of their own make way for the names above them; streams get names in lines.
  const traces = (data, layout, width) => {
    const letters = Math.floor((width - 90) / LETTER);
    const named = data.map((one) => (one.name ? { ...one, name: inLines(one.name, letters) } : one));
    return thinner(named, layout);
  };

  const thinner = (data, layout) => {
    const streams = (one) => ({
      ...one, node: { ...one.node, pad: 28, label: one.node.label.map((name) => inLines(name, 9)) },
    });
    if (data[0]?.type === "sankey") return data.map(streams);
    if (!layout.meta?.rows || layout.meta.panels) return data;
    const own = (one) => one.type === "bar" && one.orientation === "h" && one.width;
    return data.map((one) => (own(one) ? { ...one, width: one.width / 3 } : one));
  };

  return { fitted, traces };
})();
