// How far the store is, again and again; once it is ready, or fails, the page anew.
const asked = new URL("/opening.json", location);
asked.searchParams.set("lang", document.documentElement.lang);
const hasFailed = document.querySelector(".failed") !== null;
const steps = document.querySelectorAll("ol li");

function show({ share, percent, now, step }) {
  document.querySelector("progress").value = share;
  document.getElementById("percent").textContent = percent;
  document.getElementById("now").textContent = now;
  steps.forEach((one, number) => {
    one.className = number < step ? "done" : "";
    if (number === step) one.setAttribute("aria-current", "step");
    else one.removeAttribute("aria-current");
  });
}

async function look() {
  try {
    const said = await (await fetch(asked, { cache: "no-store" })).json();
    if (said.over || said.failed !== hasFailed) return location.replace(location);
    if (!hasFailed) show(said);
  } catch {
    // the server is being started anew: it is asked again
  }
  setTimeout(look, 700);
}
look();
