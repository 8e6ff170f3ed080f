import type { Sentences } from "../sentences";

export const register: Sentences["register"] = {
  title: "Register",
  link: "Register",
  forgotten: "Forgotten password",
  fromMail: "Paste a link from a mail",
  steps: ["Consent", "Details", "Check", "Done"],
  step: (step, steps, name) => `Step ${step} of ${steps}: ${name}`,
  back: "Back",
  next: "Next",
  toSignIn: "Back to signing in",
  draftNote: "What you typed stays until you close this program.",

  consent: "Terms of use and privacy",
  consentLead: "Please read this, and go on only if you agree.",
  refuse: "I do not agree",
  agree: "Agree and go on",
  serverLead: "First, enter the address of the server to register with. Your supplier tells you.",

  formTitle: "Your company",
  checkTitle: "Is everything right?",
  checkLead: "When you send this, a mail to confirm goes to the address you entered.",
  send: "Send",

  mailTitle: "A mail is on its way",
  mailed: (email, minutes) =>
    `A link to go on with was mailed to ${email}. It is good for ${minutes} minutes and for one use.`,
  mailedTodo:
    "Open the link in the mail, or paste it below, and choose a password. If the mail arrives on another computer or telephone, you can open it there as well.",
  noMail: "If no mail arrives",
  noMailTodo: "Look among the spam, and check the address. If it is wrong, go back, correct it and send again.",

  forgottenTitle: "Forgotten password",
  forgottenLead: "Enter your login ID. A link to choose a new password goes to the registered mail address.",
  forgottenSend: "Send the link",
  forgottenMailed: (minutes) =>
    `If the login ID is right, a link was mailed to the registered address. It is good for ${minutes} minutes and for one use.`,
  loginForgotten: {
    what: "If you forgot the login ID, too",
    todo: "please ask your supplier. For safety, no page answers that.",
  },

  paste: "Link from the mail",
  pasteHint: "Paste the link or the whole mail, as it is.",
  open: "Check the link",
  opening: "Checking the link …",

  finishTitle: "Choose a password to finish",
  finishLead: (email) => `This registers ${email}. Choose a password, and you are issued a login ID.`,
  finish: "Finish registering",
  newPasswordTitle: "Choose a new password",
  newPasswordLead: (login) => `For the login ID ${login}. Every session until now ends.`,
  setPassword: "Set the password",
  confirmTitle: "Your mail address",
  confirmLead: (email) => `${email} becomes the registered address.`,
  confirm: "Use this address",
  confirmed: (email) => `The registered address is ${email} now.`,
  knownTitle: "This address is registered already",
  knownLead: (email) => `${email} is registered. Choose what is to become of what you entered.`,
  choice: "What you entered",
  keep: "Keep the details that are registered",
  overwrite: (login, company) => `Replace the details of ${login} (${company})`,
  another: "Register with another mail address",
  choose: "Confirm the choice",
  item: "Detail",
  before: "Registered",
  after: "Entered now",

  registered: "You are registered",
  registeredLead: "This is your login ID. Capital and small letters differ. It was mailed to you, too.",
  passwordSet: "Your password is set",
  kept: "The details stay as they are",
  overwritten: "The details were replaced",
  useLogin: "Sign in with this login ID.",
  signInNow: "Sign in now",
  goSignIn: "Go to signing in",
};
