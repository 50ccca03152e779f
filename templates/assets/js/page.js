// Small conveniences. Every page works without them.

const shares = document.querySelector("[data-share]");
if (shares) {
  const address = shares.querySelector(".address").textContent;
  const status = shares.querySelector("[role=status]");
  const offer = (name, act) => {
    const button = shares.querySelector(`[data-${name}]`);
    button.hidden = false;
    button.addEventListener("click", act);
  };
  const copy = async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = status.dataset.done;
    } catch {
      status.textContent = status.dataset.failed;
    }
  };
  if (navigator.clipboard) offer("copy", copy);
  if (navigator.share) offer("device", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
  offer("print", () => print());
}

// On wide screens definitions stand in the margin, where there is room for them.
if (matchMedia("(min-width: 78rem)").matches) {
  for (const gloss of document.querySelectorAll(".read .gloss")) gloss.open = true;
}

// Paper cannot be tapped.
let closed = [];
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")];
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});

// Tables become blocks on phones, and some browsers then forget that they are tables. In the HTML these roles would
// repeat what the elements say, which its checker rejects.
const roles = {
  table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "[scope=col]": "columnheader", "[scope=row]": "rowheader",
};
for (const table of document.querySelectorAll(".sheet")) {
  for (const [selector, role] of Object.entries(roles)) {
    for (const part of [table, ...table.querySelectorAll("*")]) if (part.matches(selector)) part.setAttribute("role", role);
  }
}
