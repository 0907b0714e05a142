// Sets the reader's choice of light or dark before the first paint. Without it the page follows the system.
try {
  const choice = localStorage.getItem("appearance");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // Storage may be forbidden; the system's choice is a good one.
}
