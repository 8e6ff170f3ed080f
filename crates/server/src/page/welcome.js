// Sets the password of a customer's account. The token stands behind `#`, and leaves this page in the body of one request.
"use strict";

const words = {
  ja: {
    title: "i-PRO Remo：パスワードの設定",
    password: "新しいパスワード",
    rule: "8～128文字です。よく使われるパスワードは設定できません。",
    set: "設定する",
    done: "パスワードを設定しました。このページは閉じてかまいません。",
    password_weak: "このパスワードは設定できません。8～128文字の、別のパスワードにしてください。",
    link_ended: "このリンクは使用済みか、24時間の期限が過ぎているか、より新しいリンクが送られています。もっとも新しいメールのリンクを開くか、お買い上げの販売店に再送をご依頼ください。",
    failed: "今は設定できませんでした。しばらくしてから、もう一度お試しください。",
  },
  en: {
    title: "i-PRO Remo: set a password",
    password: "New password",
    rule: "8 to 128 characters, and none of the most common passwords.",
    set: "Set it",
    done: "The password is set. You can close this page.",
    password_weak: "This password is not taken. Please choose another one of 8 to 128 characters.",
    link_ended: "The link was used, its 24 hours are over, or a newer one was sent. Please open the link in the newest mail, or ask your dealer for another one.",
    failed: "It could not be set now. Please try again in a while.",
  },
};

const token = location.hash.slice(1);
const form = document.getElementById("form");
const said = document.getElementById("said");
let outcome = token ? "" : "link_ended";

function show(language) {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = words[language][element.dataset.text];
  }
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
    button.onclick = () => show(button.dataset.language);
  }
  form.hidden = outcome === "done" || outcome === "link_ended";
  said.textContent = outcome ? words[language][outcome] : "";
}

async function send(password) {
  try {
    const body = JSON.stringify({ token, password });
    const answer = await fetch("/v1/remo/welcome", { method: "POST", body });
    if (answer.status === 204) return "done";
    const { reason } = await answer.json();
    return reason === "link_ended" || reason === "password_weak" ? reason : "failed";
  } catch {
    return "failed";
  }
}

form.onsubmit = async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  outcome = await send(document.getElementById("password").value);
  button.disabled = false;
  show(document.documentElement.lang);
};

show(navigator.language.startsWith("ja") ? "ja" : "en");
