// Shows the numbers that the code of a document carries behind `#`. They are read and shown here and go nowhere else.
"use strict";

const words = {
  ja: {
    title: {
      A: "アクティベーションキー",
      S: "起動情報案内カード",
      R: "レジストレーションキー",
      L: "ライセンスキー",
      U: "更新のご案内",
      C: "お客様控え一式",
      none: "お手元のカードからお開きください",
    },
    first: { A: "アクティベーションキーナンバー", S: "起動ID番号" },
    second: { A: "レジストレーションID", S: "暗号ID番号" },
    device: { A: "機器の番号（MPR ID、MACアドレス）", S: "機器ID番号", R: "機器の番号（MPR ID、MACアドレス）" },
    key: { A: "レジストレーションキー", S: "解除キー番号", R: "レジストレーションキー" },
    connection: { R: "接続番号" },
    licence: { L: "ライセンスキー" },
    document: { U: "文書番号", C: "文書番号" },
    copy: "コピー",
    copied: "コピーしました。",
    notCopied: "コピーできませんでした。番号を長押しして選んでください。",
    next: "次にすること",
    step1: "お使いになる機器の番号（機器ID番号、MPR ID、MACアドレス）を、機器の画面か銘板で確かめます。",
    step2: "上の2つの番号と機器の番号を、お買い上げの販売店にお伝えください。機器に入力する番号を販売店が発行します。",
    step3: "届いた番号を機器に入力します。一度発行すると、ほかの機器では使えません。",
    onDevice: [
      "機器の番号が、入力する機器のものと同じことを確かめます。",
      "機器のメニューから「設定／保守をする」に進み、管理者でログインして「ソフトウェアの拡張」を選びます。",
      "緑のボタンを押してレジストレーションキーの16桁を入力し、もう一度緑のボタンを押して「はい」を選びます。機器が再起動します。",
      "キーがいくつもあるときは、1つずつ入力します。再起動を待って、次のキーを同じように入力してください。",
      "受け付けられないときは入力し直してください。それでもだめなときは、お買い上げの販売店にご相談ください。",
    ],
    onLicence: [
      "ライセンスキーは大文字と小文字を区別します。書き写すときも、印刷のとおりにしてください。",
      "1つのライセンスキーを使えるのは一度だけです。登録や更新のときに、お買い上げの販売店にお伝えください。",
    ],
    onLetter: ["これは販売店がお届けした書類です。内容については、上の文書番号を添えて、販売店にお問い合わせください。"],
    keep: "カードや用紙は大切に保管してください。なくしたときは、お買い上げの販売店にご相談ください。",
    nothing: "カードや用紙の二次元コードを読み取ると、ここに番号が表示されます。番号はカードにも印刷されています。",
    private: "番号はこの画面に表示するだけで、どこにも送信しません。",
  },
  en: {
    title: {
      A: "Activation key",
      S: "Startup-information card",
      R: "Registration keys",
      L: "Licence key",
      U: "Renewal letter",
      C: "Customer set",
      none: "Please open this page from your card",
    },
    first: { A: "Activation key number", S: "Startup ID number" },
    second: { A: "Registration ID", S: "Encryption ID number" },
    device: {
      A: "Number of the device (MPR ID or MAC address)",
      S: "Device ID number",
      R: "Number of the device (MPR ID or MAC address)",
    },
    key: { A: "Registration key", S: "Unlock key number", R: "Registration key" },
    connection: { R: "Connection number" },
    licence: { L: "Licence key" },
    document: { U: "Document number", C: "Document number" },
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Could not copy. Press and hold the number to select it.",
    next: "What to do next",
    step1: "Find the number of your device (device ID number, MPR ID or MAC address) on its screen or its plate.",
    step2: "Tell your dealer both numbers above and the number of the device. The dealer issues the number to be entered on it.",
    step3: "Enter that number on the device. Once issued, it cannot be used on any other device.",
    onDevice: [
      "Make sure that the number of the device is that of the device before you.",
      "In the menu of the device open 設定／保守をする (settings and maintenance), log in as administrator, and choose ソフトウェアの拡張 (software upgrade).",
      "Press the green button, enter the 16 digits of the registration key, press the green button again, and choose はい (yes). The device restarts.",
      "Enter several keys one at a time: wait for the restart, then enter the next one in the same way.",
      "If a key is refused, enter it again. If it is refused once more, ask your dealer.",
    ],
    onLicence: [
      "Upper and lower case count in a licence key. Copy it exactly as printed.",
      "A licence key serves once. Tell it to your dealer when you register or renew.",
    ],
    onLetter: ["Your dealer made this document for you. To ask about it, tell your dealer the document number above."],
    keep: "Keep the card or sheet in a safe place. If it is lost, ask your dealer.",
    nothing: "Scan the two-dimensional code of a card or sheet, and its numbers are shown here. They are printed on it, too.",
    private: "The numbers are only shown on this screen. They are not sent anywhere.",
  },
};

const HEX_8 = /^[0-9A-F]{8}$/i;
const HEX_16 = /^[0-9A-F]{16}$/i;
const groups = (digits) => digits.match(/.{4}/g).join("-");
const hex = (digits) => groups(digits.toUpperCase());

function device(digits) {
  if (HEX_16.test(digits)) return hex(digits);
  return /^[0-9A-F]{12}$/i.test(digits) ? digits.toUpperCase().match(/../g).join(":") : null;
}

function connection(digits) {
  const found = /^N(11[178])(\d{4})(\d{4})$/i.exec(digits);
  return found && found.slice(1).join("-");
}

/** The numbers of each kind of document, in the order in which they are shown; nothing where one is damaged. */
const documents = {
  A: pair,
  S: pair,
  R: ([first, ...others]) => {
    const last = connection(others.at(-1) ?? "");
    const keys = last ? others.slice(0, -1) : others;
    if (!device(first) || keys.length === 0 || !keys.every((key) => HEX_16.test(key))) return null;
    const numbers = [["device", device(first)], ...keys.map((key) => ["key", hex(key)])];
    return last ? [...numbers, ["connection", last]] : numbers;
  },
  L: ([key, ...others]) => (others.length === 0 && /^[0-9A-Za-z]{16}$/.test(key) ? [["licence", groups(key)]] : null),
  U: letter,
  C: letter,
};

function pair([no, id, ...registered]) {
  const numbers = HEX_16.test(no) && HEX_8.test(id) ? [["first", hex(no)], ["second", hex(id)]] : null;
  if (registered.length === 0) return numbers;
  const [on, key, ...others] = registered;
  const whole = numbers && others.length === 0 && device(on) && HEX_16.test(key ?? "");
  return whole ? [...numbers, ["device", device(on)], ["key", hex(key)]] : null;
}

function letter([no, ...others]) {
  return others.length === 0 && HEX_16.test(no) ? [["document", hex(no)]] : null;
}

function read(fragment) {
  const [letter, ...parts] = fragment.replace(/^#/, "").split("-");
  const kind = letter.toUpperCase();
  const numbers = parts.length > 0 && Object.hasOwn(documents, kind) ? documents[kind](parts) : null;
  return numbers && { kind, numbers };
}

function steps({ kind, numbers }, text) {
  if (numbers.some(([name]) => name === "key")) return text.onDevice;
  if (kind === "L") return text.onLicence;
  return kind === "U" || kind === "C" ? text.onLetter : [text.step1, text.step2, text.step3];
}

function show(language) {
  const text = words[language];
  const card = read(location.hash);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) {
    const said = text[element.dataset.text];
    element.textContent = typeof said === "string" ? said : said[card ? card.kind : "none"];
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
    button.onclick = () => show(button.dataset.language);
  }
  document.getElementById("numbers").hidden = !card;
  document.getElementById("nothing").hidden = !!card;
  document.getElementById("copied").textContent = "";
  const keys = card ? card.numbers.filter(([what]) => what === "key").length : 0;
  let key = 0;
  const shown = (card ? card.numbers : []).map(([what, number]) => {
    const label = text[what][card.kind];
    if (what === "key") key += 1;
    return box(what === "key" && keys > 1 ? `${label} ${key}` : label, number, text);
  });
  document.getElementById("list").replaceChildren(...shown);
  const items = card ? steps(card, text) : [];
  document.getElementById("steps").replaceChildren(...items.map((step) => element("li", step)));
}

/** A number under its name, with a button that copies it. */
function box(label, number, text) {
  const digits = element("p", number);
  digits.className = "digits";
  const button = element("button", text.copy);
  button.type = "button";
  button.setAttribute("aria-label", `${text.copy}: ${label}`);
  button.onclick = () => copy(number, text);
  const box = element("div", "");
  box.className = "number";
  box.append(element("h2", label), digits, button);
  return box;
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

async function copy(number, text) {
  const status = document.getElementById("copied");
  try {
    await navigator.clipboard.writeText(number);
    status.textContent = text.copied;
  } catch {
    status.textContent = text.notCopied;
  }
}

const preferred = () => (navigator.language.startsWith("ja") ? "ja" : "en");
addEventListener("hashchange", () => show(document.documentElement.lang));
show(preferred());
