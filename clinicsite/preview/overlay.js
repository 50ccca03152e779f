// Reloads the page after each build and shows what is wrong with the site.
// Talks to the preview over its livereload socket (protocol 7), and adds one command, "problems".
(() => {
  const build = document.currentScript.dataset.build;
  const style = `
    :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; display: block; max-height: 75vh; overflow: auto;
      background: #fffdf8; border-top: 4px solid #a3271f; box-shadow: 0 -8px 40px rgb(0 0 0 / .3); color-scheme: light; }
    section { padding: 1rem 1.25rem 1.25rem; font: 16px/1.5 system-ui, sans-serif; color: #1c1a17; }
    .top { display: flex; gap: 1rem; align-items: start; justify-content: space-between; }
    h2 { margin: 0; font-size: 1.125rem; }
    p, ol { margin: .25rem 0 0; }
    ol { padding-left: 1.5rem; }
    li { margin-top: .75rem; }
    code { font: .9375em/1.5 ui-monospace, monospace; }
    .place { display: block; overflow-wrap: anywhere; color: #57524a; }
    .hint { color: #57524a; }
    button { font: inherit; color: inherit; background: none; border: 1px solid; border-radius: 4px; min-height: 2.75rem;
      padding: 0 1rem; cursor: pointer; }
    @media print { :host { display: none; } }`;
  let host = null;

  const element = (name, text = "", className = "") => {
    const made = document.createElement(name);
    text.split("`").forEach((part, n) => {
      if (n % 2) made.append(Object.assign(document.createElement("code"), { textContent: part }));
      else made.append(part);
    });
    made.className = className;
    return made;
  };

  const hide = () => {
    if (host) host.remove();
    host = null;
  };

  const entry = (problem) => {
    const item = element("li");
    item.append(
      element("code", problem.place, "place"),
      element("strong", `${problem.severity} ${problem.code} `),
      element("span", problem.message),
    );
    if (problem.hint) item.append(element("p", problem.hint, "hint"));
    return item;
  };

  const show = (problems) => {
    hide();
    if (!problems.length) return;
    const errors = problems.filter((problem) => problem.severity === "error").length;
    host = document.createElement("clinicsite-problems");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const panel = element("section");
    panel.setAttribute("role", "alert");
    const words = element("div");
    words.append(
      element("h2", errors === 1 ? "There is a problem with the site" : `There are ${errors} problems with the site`),
      element("p", "Nothing of it is published. This goes when the site builds again."),
    );
    const button = element("button", "Hide");
    button.type = "button";
    button.addEventListener("click", hide);
    panel.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    const top = element("div", "", "top");
    top.append(words, button);
    const list = element("ol");
    list.append(...problems.map(entry));
    panel.append(top, list);
    root.append(panel);
    document.body.append(host);
  };

  const connect = (wait) => {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const tell = (message) => socket.send(JSON.stringify(message));
    socket.addEventListener("open", () => {
      wait = 100;
      tell({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
      tell({ command: "info", url: location.href, build });
    });
    socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.command === "reload") location.reload();
      if (message.command === "problems") show(message.problems);
    });
    socket.addEventListener("close", () => setTimeout(connect, wait, Math.min(wait * 2, 2000)));
  };

  connect(100);
})();
