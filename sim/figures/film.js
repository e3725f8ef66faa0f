// Shows a film of talk on its way. `tree` is what sim.figures.film makes; no kernel is asked.
const addaFilm = (() => {
  const SECONDS = 30; // that a whole film lasts
  const FLIGHT = 0.9; // days that a share is seen on its way
  // Who asked for less motion sees day after day, one a second, and nothing fly.
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  const made = (kind, name, host) => {
    const one = document.createElement(kind);
    if (name) one.className = name;
    if (host) host.append(one);
    return one;
  };

  const show = (host, tree) => {
    const { words, days, digits } = tree;
    const said = (text, values = {}) =>
      text
        .replace(/\{(\w+)\}/g, (_all, key) => values[key])
        .replace(/[0-9]/g, (digit) => digits[Number(digit)]);
    host.replaceChildren(...host.querySelectorAll(":scope > script, :scope > style"));
    host.classList.add("adda-film");
    made("div", "adda-finding", host).textContent = tree.finding;
    made("div", "adda-said", host).textContent = tree.said;
    const bar = made("div", "adda-film-bar", host);
    const button = made("button", "adda-film-play", bar);
    button.type = "button";
    const slider = made("input", "adda-film-day", bar);
    Object.assign(slider, { type: "range", min: 0, max: days, step: "any", value: days });
    slider.setAttribute("aria-label", words.day);
    const legend = made("div", "adda-film-legend", host);
    const stages = made("div", "adda-film-stages", host);
    const arms = tree.arms.map((arm) => stage(stages, tree, arm, said));
    const marks = [["●", "person"], ["◆", "customer"], ["■", "member"], ["⬤", "private"], ["⬤", "public"]];

    let day = days, playing = false, before = 0;
    const draw = () => {
      const colours = palette(tree.colours);
      legend.replaceChildren(
        ...marks.map(([mark, name]) => {
          const one = made("span");
          const sign = made("b", "", one);
          sign.textContent = mark + " ";
          sign.style.color = colours[name];
          one.append(words[name]);
          return one;
        }),
      );
      host.dataset.whole = Math.floor(day);
      arms.forEach((arm) => arm.draw(calm.matches ? Math.floor(day) : day, colours));
      slider.value = day;
      slider.setAttribute("aria-valuetext", said(`${words.day} ${Math.floor(day)}`));
      button.textContent = playing ? "❚❚ " + words.pause : "▶ " + words.play;
      host.dataset.day = day.toFixed(2);
      host.dataset.playing = playing;
    };
    const step = (now) => {
      if (!playing || !host.isConnected) return;
      const pace = days / SECONDS;
      day += ((now - before) / 1000) * (calm.matches ? Math.min(1, pace) : pace);
      before = now;
      if (day >= days) [day, playing] = [days, false];
      if (!calm.matches || !playing || Math.floor(day) !== Number(host.dataset.whole)) draw();
      if (playing) requestAnimationFrame(step);
    };
    button.addEventListener("click", () => {
      playing = !playing;
      if (playing && day >= days) day = 0;
      before = performance.now();
      draw();
      requestAnimationFrame(step);
    });
    slider.addEventListener("input", () => {
      [day, playing] = [Number(slider.value), false];
      draw();
    });
    const seen = new ResizeObserver(draw);
    seen.observe(stages);
    const unfollow = adda.follow(draw);
    draw();
    return () => {
      playing = false;
      seen.disconnect();
      unfollow();
    };
  };

  const palette = (colours) =>
    Object.fromEntries(Object.entries(colours).map(([name, one]) => [name, adda.colour(one)]));

  // One run on its canvas.
  const stage = (host, tree, arm, said) => {
    const box = made("figure", "", host);
    const title = made("figcaption", "", box);
    const canvas = made("canvas", "", box);
    canvas.setAttribute("role", "img");
    const [wide, high, water] = tree.stage;
    const ends = arm.tick.map((tick, row) => aim(arm, row));
    const draw = (day, colours) => {
      const width = box.clientWidth;
      if (!width) return;
      const ratio = window.devicePixelRatio || 1, scale = (width / wide) * ratio;
      if (canvas.width !== Math.round(wide * scale)) {
        canvas.width = Math.round(wide * scale);
        canvas.height = Math.round(high * scale);
        canvas.style.width = "100%";
      }
      const pen = canvas.getContext("2d");
      pen.setTransform(scale, 0, 0, scale, 0, 0);
      pen.clearRect(0, 0, wide, high);
      const now = day * arm.ticks, letters = Math.max(15, (11 * ratio) / scale);
      pen.font = `${letters}px "Noto Sans", "Noto Sans Bengali", "Segoe UI", sans-serif`;
      pen.textAlign = "center";
      seaOf(pen, colours, wide, high, water);
      crowd(pen, arm, now, colours);
      const count = places(pen, arm, now, colours, letters);
      label(pen, tree.words.brand, wide / 2, 22, colours.ink);
      if (arm.places.some((one) => one.kind === "room"))
        label(pen, tree.words.rooms, wide / 2, high - 50, colours.soft);
      if (!calm.matches) flights(pen, arm, ends, day, colours);
      const told = said(tree.words.now, { day: Math.floor(day), ...count });
      title.textContent = `${arm.name}: ${told}`;
      canvas.setAttribute("aria-label", title.textContent);
    };
    return { draw };
  };

  const label = (pen, text, x, y, colour) => {
    const half = pen.measureText(text).width / 2;
    pen.fillStyle = colour;
    pen.fillText(text, Math.max(half, Math.min(1000 - half, x)), y);
  };

  const seaOf = (pen, colours, wide, high, water) => {
    pen.globalAlpha = 0.07;
    pen.fillStyle = "#1166AA";
    pen.fillRect(0, water, wide, high - water);
    pen.globalAlpha = 1;
    pen.strokeStyle = "#4D8FC4";
    pen.lineWidth = 2;
    pen.beginPath();
    for (let x = 0; x <= wide; x += 5) pen.lineTo(x, water + 2.5 * Math.sin(x / 16));
    pen.stroke();
  };

  const crowd = (pen, arm, now, colours) => {
    const state = new Uint8Array(arm.people.length / 2);
    for (const [tick, person, what] of arm.moves) if (tick <= now) state[person] = what;
    const size = state.length > 700 ? 2.2 : 3.2;
    state.forEach((what, person) => {
      const x = arm.people[2 * person], y = arm.people[2 * person + 1];
      pen.fillStyle = [colours.person, colours.customer, colours.member][what];
      pen.globalAlpha = what ? 1 : 0.5;
      pen.beginPath();
      if (what === 1) {
        const r = 2.2 * size;
        pen.moveTo(x, y - r), pen.lineTo(x + r, y), pen.lineTo(x, y + r), pen.lineTo(x - r, y);
      } else if (what === 2) pen.rect(x - 1.7 * size, y - 1.7 * size, 3.4 * size, 3.4 * size);
      else pen.arc(x, y, size, 0, 7);
      pen.fill();
    });
    pen.globalAlpha = 1;
  };

  const places = (pen, arm, now, colours, letters) => {
    const count = { private: 0, public: 0 }, at = new Float64Array(arm.places.length);
    for (let row = 0; row < arm.tick.length && arm.tick[row] <= now; row += 1) {
      if (!arm.brand[row]) count[arm.private[row] ? "private" : "public"] += 1;
      if (arm.place[row] >= 0) at[arm.place[row]] += 1;
    }
    arm.places.forEach((one, number) => {
      const open = one.kind === "public";
      const r = (open || one.kind === "room" ? 4 : 0) + 2.6 * Math.sqrt(at[number]);
      pen.fillStyle = pen.strokeStyle = open ? colours.public : colours.private;
      pen.globalAlpha = 0.45;
      pen.beginPath();
      const side = Math.min(r, 18); // a larger one would cover its name
      if (one.kind === "room") pen.rect(one.x - side, one.y - side, 2 * side, 2 * side);
      else pen.arc(one.x, one.y, Math.min(r, 42), 0, 7);
      pen.fill();
      pen.globalAlpha = 0.9;
      pen.lineWidth = 1;
      if (at[number]) pen.stroke();
      pen.globalAlpha = 1;
      // Names stand in two rows, so that long ones do not touch.
      if (open) label(pen, one.name, one.x, number % 2 ? 142 : 54, colours.soft);
    });
    return count;
  };

  // Where a share goes: to its place, or, told to somebody directly, a little way off.
  const aim = (arm, row) => {
    const place = arm.places[arm.place[row]], [x, y] = arm.from[row];
    if (place) return [place.x, place.y];
    return [x + 26 * Math.cos(row * 2.4), y + 26 * Math.sin(row * 2.4)];
  };

  const flights = (pen, arm, ends, day, colours) => {
    for (let row = 0; row < arm.tick.length; row += 1) {
      const way = (day - arm.tick[row] / arm.ticks) / FLIGHT;
      if (way < 0) break;
      if (way >= 1) continue;
      const [x0, y0] = arm.from[row], [x1, y1] = ends[row], gone = way * way * (3 - 2 * way);
      const x = x0 + (x1 - x0) * gone, y = y0 + (y1 - y0) * gone - 18 * Math.sin(Math.PI * gone);
      const r = 3 + Math.min(6, Math.sqrt(arm.read[row]) / 2);
      pen.strokeStyle = pen.fillStyle = arm.private[row] ? colours.private : colours.public;
      pen.globalAlpha = 0.25;
      pen.lineWidth = 1.5;
      pen.beginPath(), pen.moveTo(x0, y0), pen.lineTo(x, y), pen.stroke();
      pen.globalAlpha = 1;
      pen.beginPath(), pen.arc(x, y, r, 0, 7), pen.fill();
    }
  };

  return { show };
})();
