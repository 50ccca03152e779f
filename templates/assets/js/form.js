// A form page. Without this file the browser checks the fields and sends the form by itself.
const form = document.querySelector("form.form");
const attribute = name => form.getAttribute(name);
const button = form.querySelector("[type=submit]");
const label = button.textContent;
const problem = document.querySelector(".problem");
const unsent = form.querySelector(".unsent");
const error = attribute("data-error");
const opened = form.querySelector("[name=opened_at]");
const fields = [...form.querySelectorAll("[data-name]")];
let busy = false;

const inputs = field => [...field.querySelectorAll("input, textarea")];
const isEmpty = input => (/radio|checkbox/.test(input.type) ? !input.checked : !input.value.trim());

const fault = field => {
  const all = inputs(field);
  if (all.every(isEmpty)) return field.dataset.missing || "";
  const wrong = all.find(input => !input.validity.valid);
  return wrong ? field.dataset.wrong || wrong.validationMessage : "";
};

const mark = (field, words) => {
  const error = field.querySelector(".error");
  error.textContent = words;
  error.hidden = !words;
  for (const target of field.matches("[role=radiogroup]") ? [field] : inputs(field)) {
    if (words) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
  }
};

const item = ([field, words]) => {
  const li = document.createElement("li");
  if (!field) return li.append(words), li;
  const a = document.createElement("a");
  a.href = "#" + inputs(field)[0].id;
  a.textContent = words;
  li.append(a);
  return li;
};

// `faults` are pairs of a field (or none, for the whole form) and words. Tells whether there are any.
const show = faults => {
  const words = new Map(faults);
  for (const field of fields) mark(field, words.get(field) || "");
  problem.querySelector("ul").replaceChildren(...faults.map(item));
  problem.hidden = !faults.length;
  document.title = (faults.length ? error : "") + (document.title.startsWith(error) ? document.title.slice(error.length) : document.title);
  if (faults.length) problem.focus();
  return faults.length > 0;
};

const wait = now => {
  busy = now;
  button.setAttribute("aria-disabled", now);
  button.textContent = now ? button.dataset.busy : label;
};

// A service elsewhere that does not let scripts read its answer never got the request, because the extra header makes
// the browser ask first. If it can be reached at all, the form goes there in the plain way.
const sentPlainly = async url => {
  if (url.origin === location.origin) return false;
  try {
    await fetch(url.origin, { mode: "no-cors", method: "HEAD" });
  } catch {
    return false;
  }
  HTMLFormElement.prototype.submit.call(form);
  return true;
};

const send = async url => {
  let reply;
  try {
    reply = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
      signal: AbortSignal.timeout(30000),
    });
  } catch (error) {
    if (error.name === "TypeError" && (await sentPlainly(url))) return;
  }
  if (reply?.ok) return location.assign(attribute("data-thanks"));
  wait(false);
  if (reply?.status === 422) {
    const { errors = [] } = await reply.json().catch(() => ({}));
    const pairs = errors.map(({ name, message }) => [fields.find(field => field.dataset.name === name), message]);
    if (show(pairs)) return;
  }
  unsent.hidden = false;
  unsent.focus();
};

form.setAttribute("novalidate", "");
if (opened && !opened.value) opened.value = Date.now();
if (!problem.hidden) problem.focus();
addEventListener("pageshow", () => wait(false));

form.addEventListener("submit", event => {
  event.preventDefault();
  if (busy) return;
  if (unsent) unsent.hidden = true;
  if (show(fields.map(field => [field, fault(field)]).filter(([, words]) => words))) return;
  if (attribute("method") === "dialog") return form.querySelector(".sample-note").focus();
  wait(true);
  send(new URL(attribute("action"), location));
});
