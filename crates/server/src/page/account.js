// Finishes what a mailed link began. The link's token stands behind `#`, which no server sees in an address; it is sent in the body of a
// request alone, and taken out of the address bar once the server knows it.
"use strict";

const part = (id) => document.getElementById(id);
const token = location.hash.slice(1);
const state = { shown: "wait", facts: {}, problem: "", language: navigator.language.startsWith("ja") ? "ja" : "en" };

const fill = (sentence, facts) => sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "");

/** Shows the state in its language; focus goes to the heading when there is something new to read. */
function show(shown, facts) {
  if (shown) Object.assign(state, { shown, facts, problem: "" });
  const text = words[state.language];
  document.documentElement.lang = state.language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text[element.dataset.text];
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
  }
  part("title").textContent = text[state.shown].title;
  document.title = `${text[state.shown].title} — Kagifuda`;
  part("lead").textContent = fill(text[state.shown].lead, state.facts);
  part("problem").textContent = state.problem && (text.problems[state.problem] ?? text.problems.other);
  part("password").hidden = state.shown !== "register" && state.shown !== "new_password";
  part("choice").hidden = state.shown !== "known_address";
  part("confirm").hidden = state.shown !== "new_address";
  for (const label of document.querySelectorAll("#accounts span")) {
    label.textContent = fill(text.overwrite, state.facts.accounts[Number(label.dataset.account)]);
  }
  if (shown && shown !== "wait") part("title").focus();
}

function tell(problem) {
  state.problem = problem;
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
  const ends = ["link_unknown", "link_used", "link_expired"].includes(said.code);
  if (ends) show("stopped", {});
  tell(said.code === "password_refused" ? said.why : said.code);
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
  part("password").reset();
  show(registers ? "registered" : "passwordSet", done);
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
    part("accounts").append(line);
  });
}

async function open() {
  show("wait", {});
  const link = await ask("/v1/link", {});
  if (!link) {
    const { problem } = state;
    show("stopped", {});
    return tell(problem);
  }
  history.replaceState(null, "", location.pathname);
  offer(link.accounts);
  show(link.purpose, { email: link.email, accounts: link.accounts, login: link.accounts[0]?.login });
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    state.language = button.dataset.language;
    show();
  });
}
open();
