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
  label.append(`${told.dataset.filter} `, field);
  document.querySelector(".chart").before(label);
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    const without = node => ![node, ...node.querySelectorAll("a")].some(n => (n.ariaLabel ?? n.textContent).toLowerCase().includes(wanted));
    for (const entry of told.children) entry.hidden = without(entry);
    for (const node of document.querySelectorAll("[data-node]")) node.classList.toggle("dim", without(node));
  });
}

// Light or dark, as the reader chose; the page's head has applied it before anything was drawn.
{
  const root = document.documentElement;
  const choice = document.getElementById("theme");
  const bars = document.querySelectorAll("meta[name=theme-color]");
  const followed = [...bars].map((bar) => bar.content);
  const colourBars = () => {
    const paper = getComputedStyle(root).getPropertyValue("--paper").trim();
    bars.forEach((bar, place) => { bar.content = root.dataset.theme ? paper : followed[place]; });
  };
  if (choice) {
    choice.value = root.dataset.theme ?? "";
    colourBars();
    choice.addEventListener("change", () => {
      if (choice.value) root.dataset.theme = choice.value;
      else delete root.dataset.theme;
      colourBars();
      try {
        if (choice.value) localStorage.setItem("theme", choice.value);
        else localStorage.removeItem("theme");
      } catch { /* A browser that keeps nothing forgets the choice with the page. */ }
    });
  }
}
