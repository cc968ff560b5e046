// Filters the operations by what is typed: by method, path, name and words.
const form = document.getElementById("search");
const filter = document.getElementById("filter");
const count = document.getElementById("count");
const articles = [...document.querySelectorAll("[data-operation]")].map((article) => ({
  article,
  link: document.querySelector(`li[data-of="${article.id}"]`),
  text: `${article.id} ${article.querySelector("h3").textContent} ${article.querySelector("p").textContent}`.toLowerCase(),
}));

function apply() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { article, link, text } of articles) {
    const fits = words.every((word) => text.includes(word));
    article.hidden = link.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const section of document.querySelectorAll("nav section, main > section")) {
    const parts = section.querySelectorAll("li, [data-operation]");
    section.hidden = words.length > 0 && [...parts].every((part) => part.hidden);
  }
  count.textContent = words.length === 0 ? "" : `${shown} of ${articles.length} operations`;
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("input", apply);
filter.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    filter.value = "";
    apply();
  }
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLInputElement;
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    filter.focus();
  }
});
// Whoever follows a link to what is filtered away wants to see it.
window.addEventListener("hashchange", () => {
  if (document.getElementById(location.hash.slice(1))?.closest("[hidden]")) {
    filter.value = "";
    apply();
    document.getElementById(location.hash.slice(1)).scrollIntoView();
  }
});
apply();
