import type { Sentences } from "../sentences";

export const signIn: Sentences["signIn"] = {
  title: "Sign in",
  again: "Sign in again",
  intro: "Use the login ID that the server knows. Your data is kept encrypted on this computer.",
  server: "Server address",
  serverHint: "Such as https://licence.example.jp",
  unreachable: {
    what: "The server cannot be reached.",
    todo: "Check its address and your network connection.",
  },
  login: "Login ID",
  password: "Password",
  showPassword: "Show password",
  hidePassword: "Hide password",
  capsLock: "Caps Lock is on.",
  code: "Code of the second factor",
  codeHint: "Six digits from your app, or a recovery code.",
  submit: "Sign in",
  signingIn: "Signing in …",
  required: "Please fill this in.",
  cancel: "Cancel",
};
