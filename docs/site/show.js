
// Paints the pictures of a page into their places, in their order.
const trees = JSON.parse(document.getElementById("pictures").textContent);
const hosts = [...document.querySelectorAll(".adda-picture")];
const repaint = (light) =>
  trees.forEach((tree, number) => adda.paint(Plotly, hosts[number], tree, light));
hosts.forEach((host) => { host.textContent = ""; });
repaint(false);
adda.follow(repaint);
addEventListener("beforeprint", () => repaint(true));
addEventListener("afterprint", () => repaint(false));
