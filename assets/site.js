// Opened from a folder, an address that ends in a slash shows a list of files: lead to its page instead.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [path, anchor] = link.getAttribute("href").split("#");
    if (path.endsWith("/") && !/^[a-z]+:/i.test(path)) {
      link.setAttribute("href", path + "index.html" + (anchor === undefined ? "" : "#" + anchor));
    }
  }
}
