// Opened from a folder, an address that ends in a slash shows a list of files: lead to its page instead.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, anchor] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/i.test(path)) {
      link.setAttribute("href", path + "index.html" + (anchor === undefined ? "" : "#" + anchor));
    }
  }
}

// On a map, what is pointed at is named, and its ties stand out.
for (const chart of document.querySelectorAll(".chart")) {
  const name = chart.appendChild(document.createElement("p"));
  name.className = "pointed";
  name.ariaHidden = "true";
  const show = ({ type, target }) => {
    const on = /over|in$/.test(type), link = on && target.closest("a"), node = on && target.closest("[data-node]");
    name.textContent = link ? link.querySelector("title")?.textContent ?? link.ariaLabel ?? "" : "";
    for (const tie of chart.querySelectorAll("[data-ends]")) {
      const mine = node && tie.dataset.ends.split(" ").includes(node.dataset.node);
      tie.classList.toggle("lit", !!mine);
      tie.classList.toggle("dim", !!node && !mine);
    }
  };
  for (const type of ["pointerover", "pointerleave", "focusin", "focusout"]) chart.addEventListener(type, show);
}

// A map's words are filtered as one types, and its picture with them.
const told = document.querySelector(".told");
if (told?.children.length > 8) {
  const label = document.createElement("label"), field = document.createElement("input");
  label.className = "filter";
  field.type = "search";
  label.append("Show only ", field);
  document.querySelector(".chart").before(label);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    const without = node => ![node, ...node.querySelectorAll("a")].some(n => (n.ariaLabel ?? n.textContent).toLowerCase().includes(wanted));
    for (const entry of told.children) entry.hidden = without(entry);
    for (const node of document.querySelectorAll("[data-node]")) node.classList.toggle("dim", without(node));
  });
}
