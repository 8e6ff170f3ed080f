// Finishes what a mailed link began. The link's token stands behind `#`, which no server sees in an address; it is sent in the body of a
// request alone, and taken out of the address bar once the server knows it.
"use strict";

const part = (id) => document.getElementById(id);
const token = location.hash.slice(1);
const state = { shown: "wait", facts: {}, problem: "", about: {}, language: navigator.language.startsWith("ja") ? "ja" : "en" };

const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

/** Shows the state in its language; focus goes to the heading when there is something new to read. */
function show(shown, facts) {
  if (shown) Object.assign(state, { shown, facts, problem: "", about: {} });
  const text = words[state.language];
  document.documentElement.lang = state.language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text[element.dataset.text];
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
  }
  part("title").textContent = text[state.shown].title;
  document.title = `${text[state.shown].title} — Kagifuda`;
  part("lead").textContent = fill(text[state.shown].lead, state.facts);
  part("next").textContent = text[state.shown].next ?? "";
  part("login").hidden = !text[state.shown].next || !state.facts.login;
  part("login").textContent = state.facts.login ?? "";
  part("whose").hidden = state.shown !== "new_password";
  part("username").value = state.facts.login ?? "";
  part("password").hidden = state.shown !== "register" && state.shown !== "new_password";
  part("choice").hidden = state.shown !== "known_address";
  part("confirm").hidden = state.shown !== "new_address";
  if (state.shown === "known_address") {
    for (const label of document.querySelectorAll("#accounts span")) {
      label.textContent = fill(text.overwrite, state.facts.accounts[Number(label.dataset.account)]);
    }
    for (const table of document.querySelectorAll("#accounts table")) {
      compare(table, state.facts.accounts[Number(table.dataset.account)].profile, state.facts.typed);
    }
  }
  explain(text);
  if (shown && shown !== "wait") part("title").focus();
}

/** Says what is wrong: in the form that is shown, or below the heading. */
function explain(text) {
  const about = { ...state.about };
  const when = { dateStyle: "medium", timeStyle: "short" };
  if (about.to) about.to = new Intl.DateTimeFormat(state.language, when).format(new Date(about.to));
  const said = state.problem && fill(text.problems[state.problem] ?? text.problems.other, about);
  const place = document.querySelector("form:not([hidden]) [role='alert']") ?? part("problem");
  for (const alert of document.querySelectorAll("[role='alert']")) alert.textContent = alert === place ? said : "";
  const wrong = ["different", "length", "common"].includes(state.problem);
  for (const id of ["new", "again"]) part(id).setAttribute("aria-invalid", String(wrong));
}

/** What is registered beside what was typed; where they differ, it is marked. */
function compare(table, before, after) {
  const text = words[state.language];
  const told = (field, value) => {
    if (field === "news") return value ? text.yes : text.no;
    if (field === "country") return new Intl.DisplayNames(state.language, { type: "region" }).of(value);
    return Array.isArray(value) ? value.filter(Boolean).join("\n") : value;
  };
  const line = (kind, cells) => {
    const row = document.createElement("tr");
    for (const [nth, said] of cells.entries()) {
      const cell = document.createElement(nth === 0 || kind === "th" ? "th" : "td");
      cell.scope = kind === "th" ? "col" : "row";
      cell.textContent = said || "–";
      row.append(cell);
    }
    return row;
  };
  table.replaceChildren(line("th", Object.values(text.compare)));
  for (const [field, name] of Object.entries(text.fields)) {
    const [old, now] = [told(field, before[field]), told(field, after[field])];
    const row = line("td", [name, old, now]);
    row.classList.toggle("differs", old !== now);
    table.append(row);
  }
}

function tell(problem, about = {}) {
  Object.assign(state, { problem, about });
  show();
}

/** What the server answers, or `null` when it refuses: then that is told. */
async function ask(path, body) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body: JSON.stringify({ token, ...body }), credentials: "omit" });
  } catch {
    tell("unreachable");
    return null;
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  if (said.code === "address_known") {
    // Another link to this mailbox was used meanwhile: what this one opens now is told anew.
    await open();
    return null;
  }
  const ends = ["link_unknown", "link_used", "link_expired"].includes(said.code);
  if (ends) show("stopped", {});
  const about = { to: said.window?.to, minutes: Math.ceil((said.retry_after ?? 0) / 60) };
  tell(said.code === "password_refused" ? said.why : said.code, about);
  return null;
}

/** Does `work` once for each time the form is sent, and never twice at the same moment. */
function onSubmit(id, work) {
  part(id).addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = part(id).querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    await work();
    button.disabled = false;
  });
}

onSubmit("password", async () => {
  const password = part("new").value;
  if (password !== part("again").value) return tell("different");
  const registers = state.shown === "register";
  const done = await ask(registers ? "/v1/sign-up/finish" : "/v1/password/new", { password });
  if (!done) return part("new").focus();
  const { login } = { ...state.facts, ...done };
  // For whatever keeps passwords: now it is known whose this one is.
  part("username").value = login;
  part("new").value = part("again").value = "";
  show(registers ? "registered" : "passwordSet", { login });
});

onSubmit("choice", async () => {
  const chosen = part("choice").querySelector("input:checked");
  const choice = chosen.value;
  const login = choice === "overwrite" ? { login: chosen.dataset.login } : {};
  const done = await ask("/v1/sign-up/known-address", { choice, ...login });
  if (done) show({ overwrite: "overwritten", keep: "kept", another_address: "elsewhere" }[choice], done);
});

onSubmit("confirm", async () => {
  const done = await ask("/v1/profile/email", {});
  if (done) show("confirmed", done);
});

/** One choice for each account that could be overwritten. */
function offer(accounts) {
  part("accounts").replaceChildren();
  accounts.forEach((account, nth) => {
    const [line, label, radio, text] = ["p", "label", "input", "span"].map((name) => document.createElement(name));
    Object.assign(radio, { type: "radio", name: "choice", value: "overwrite" });
    radio.dataset.login = account.login;
    text.dataset.account = String(nth);
    label.append(radio, " ", text);
    line.append(label);
    const table = document.createElement("table");
    table.dataset.account = String(nth);
    part("accounts").append(line, table);
  });
}

async function open() {
  if (!token) {
    show("stopped", {});
    return tell("no_token");
  }
  show("wait", {});
  const link = await ask("/v1/link", {});
  if (!link) {
    const { problem, about } = state;
    show("stopped", {});
    return tell(problem, about);
  }
  history.replaceState(null, "", location.pathname);
  offer(link.purpose === "known_address" ? link.accounts : []);
  show(link.purpose, { ...link, login: link.accounts[0]?.login });
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    state.language = button.dataset.language;
    show();
  });
}
open();
