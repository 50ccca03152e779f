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

// The day after a day that the reader gives, which goes nowhere.
for (const box of document.querySelectorAll("[data-driving]")) {
  const given = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", day: "numeric", month: "long" });
  const today = new Date();
  given.max = given.value = [today.getFullYear(), today.getMonth() + 1, today.getDate()].map(part => String(part).padStart(2, "0")).join("-");
  const tell = () => {
    const [year, month, day] = given.value.split("-").map(Number);
    const next = new Date(year, month - 1, day + 1);
    said.textContent = day ? box.dataset[new Date() < next ? "early" : "late"].replace("{date}", words.formatToParts(next)
      .reduce((text, { type, value }) => text.replace(`{${type}}`, value), box.dataset.date)) : "";
  };
  given.addEventListener("input", tell);
  tell();
  for (const part of box.querySelectorAll("[hidden]")) part.hidden = false;
}

// Whether a location is open: by its own clock, its week, and the days on which it is closed. The next opening is named for a week ahead.
for (const line of document.querySelectorAll("[data-open-now]")) {
  const facts = JSON.parse(line.dataset.openNow);
  const there = new Intl.DateTimeFormat("en", {
    timeZone: facts.zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  });
  const tell = () => {
    const now = Object.fromEntries(there.formatToParts(new Date()).map(({ type, value }) => [type, Number(value)]));
    const minute = now.hour * 60 + now.minute;
    const stretches = ahead => {
      const date = new Date(Date.UTC(now.year, now.month - 1, now.day + ahead));
      const day = date.toISOString().slice(0, 10);
      const weekday = (date.getUTCDay() + 6) % 7;
      const weeks = facts.weeks[weekday];
      const closed = facts.closed.some(([first, last]) => first <= day && day <= last);
      if (closed || (weeks.length && !weeks.includes(Math.ceil(date.getUTCDate() / 7)))) return [];
      return facts.week[weekday].map(stretch => ({ stretch, name: [facts.today, facts.tomorrow][ahead] ?? facts.days[weekday] }));
    };
    const open = stretches(0).find(({ stretch: [start, end] }) => start <= minute && minute < end);
    const next = [0, 1, 2, 3, 4, 5, 6].flatMap(ahead => stretches(ahead).filter(({ stretch }) => ahead || stretch[0] > minute))[0];
    if (open) line.textContent = facts.open.replace("{time}", open.stretch[3]);
    else line.textContent = next ? facts.opens.replace("{day}", next.name).replace("{time}", next.stretch[2]) : facts.shut;
    // “5 p. m.” brings a period of its own.
    line.textContent = line.textContent.replace(/\.\.$/, ".");
    line.hidden = false;
  };
  tell();
  setInterval(tell, 60_000);
}

// Pages that the clinic lets readers keep are kept once they were opened. Where it no longer does, what was kept goes.
if (navigator.serviceWorker) {
  const address = document.querySelector("[data-offline]")?.dataset.offline;
  const { controller } = navigator.serviceWorker;
  const forget = async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
    for (const name of await caches.keys()) if (name.startsWith("kept-")) await caches.delete(name);
  };
  if (address) addEventListener("load", () => navigator.serviceWorker.register(address).catch(() => {}));
  else if (controller) fetch(controller.scriptURL, { method: "HEAD" }).then(answer => answer.status === 404 && forget(), () => {});
}
