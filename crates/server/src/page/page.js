// Shows the numbers that a card's code carries behind `#`. They are read and shown here and go nowhere else.
"use strict";

const words = {
  ja: {
    title: { A: "アクティベーションキー", S: "起動情報案内カード", none: "お手元のカードからお開きください" },
    first: { A: "アクティベーションキーナンバー", S: "起動ID番号" },
    second: { A: "レジストレーションID", S: "暗号ID番号" },
    copy: "コピー",
    copied: "コピーしました。",
    notCopied: "コピーできませんでした。番号を長押しして選んでください。",
    next: "次にすること",
    step1: "お使いになる機器の番号（機器ID番号、MPR ID、MACアドレス）を、機器の画面か銘板で確かめます。",
    step2: "上の2つの番号と機器の番号を、お買い上げの販売店にお伝えください。機器に入力する番号を販売店が発行します。",
    step3: "届いた番号を機器に入力します。一度発行すると、ほかの機器では使えません。",
    keep: "カードや用紙は大切に保管してください。なくしたときは、お買い上げの販売店にご相談ください。",
    nothing: "カードや用紙の二次元コードを読み取ると、ここに番号が表示されます。番号はカードにも印刷されています。",
    private: "番号はこの画面に表示するだけで、どこにも送信しません。",
  },
  en: {
    title: { A: "Activation key", S: "Startup-information card", none: "Please open this page from your card" },
    first: { A: "Activation key number", S: "Startup ID number" },
    second: { A: "Registration ID", S: "Encryption ID number" },
    copy: "Copy",
    copied: "Copied.",
    notCopied: "Could not copy. Press and hold the number to select it.",
    next: "What to do next",
    step1: "Find the number of your device (device ID number, MPR ID or MAC address) on its screen or its plate.",
    step2: "Tell your dealer both numbers above and the number of the device. The dealer issues the number to be entered on it.",
    step3: "Enter that number on the device. Once issued, it cannot be used on any other device.",
    keep: "Keep the card or sheet in a safe place. If it is lost, ask your dealer.",
    nothing: "Scan the two-dimensional code of a card or sheet, and its numbers are shown here. They are printed on it, too.",
    private: "The numbers are only shown on this screen. They are not sent anywhere.",
  },
};

const groups = (digits) => digits.match(/.{4}/g).join("-");

function read(fragment) {
  const found = /^#([AS])-([0-9A-F]{16})-([0-9A-F]{8})$/.exec(fragment.toUpperCase());
  return found && { kind: found[1], "activation-key": groups(found[2]), "registration-id": groups(found[3]) };
}

function show(language) {
  const card = read(location.hash);
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) {
    const text = words[language][element.dataset.text];
    element.textContent = typeof text === "string" ? text : (text[card ? card.kind : "none"] ?? "");
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
    button.onclick = () => show(button.dataset.language);
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.onclick = () => copy(card[button.dataset.copy], words[language]);
    const label = words[language][button.dataset.copy === "activation-key" ? "first" : "second"];
    button.setAttribute("aria-label", card ? `${words[language].copy}: ${label[card.kind]}` : "");
  }
  document.getElementById("numbers").hidden = !card;
  document.getElementById("nothing").hidden = !!card;
  document.getElementById("copied").textContent = "";
  for (const id of ["activation-key", "registration-id"]) {
    document.getElementById(id).textContent = card ? card[id] : "";
  }
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
