// Opened from a folder, an address that ends in a slash shows a list of files: lead to its page instead.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, anchor] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/i.test(path)) {
      link.setAttribute("href", path + "index.html" + (anchor === undefined ? "" : "#" + anchor));
    }
  }
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
