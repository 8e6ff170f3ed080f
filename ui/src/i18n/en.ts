import { formatFor } from "./format";
import type { Sentences } from "./sentences";

const { count: figure } = formatFor("en");
const plural = (count: number, one: string, many: string) => `${figure(count)} ${count === 1 ? one : many}`;

/** Every sentence of the window in English. */
export const en: Sentences = {
  room: { today: "Today", find: "Look up", settings: "Settings" },
  navigation: "Rooms",

  search: {
    label: "Look up by number, customer, device and more",
    placeholder: "Number, customer, site, product …",
    results: "Keys found",
    idleTitle: "Type above, and results appear at once",
    idleExamples: [
      ["Part of a number", "With or without hyphens"],
      ["Customer or site", "Katakana and hiragana, full and half width are the same"],
      ["MPR ID or MAC address", "Lists the keys registered on that device"],
      ["Product code", "The beginning is enough"],
    ],
    noneTitle: (query) => `No key matches “${query}”`,
    noneNumber: "An activation key number has 16 digits, of 0–9 and A–F alone. Check it for too many, and for O and I.",
    noneTodo: "Try another word or part of a number. A key that has only just arrived is found after a sync.",
    count: (found, more) => (more ? `More than ${found} keys; the first ${found}` : plural(found, "key", "keys")),
    columns: {
      number: "Key number",
      product: "Product",
      customer: "Customer, site",
      device: "Device",
    },
    unregistered: "Not registered",
    keys: { select: "select", open: "details", print: "print", copy: "copy number", back: "back to typing" },
  },

  key: {
    number: "Activation key number",
    registrationId: "Registration ID",
    registrationKey: "Registration key",
    device: "Registered device",
    customer: "Customer",
    site: "Site",
    product: "Product",
    purpose: "Use",
    issued: "Registered",
    doneBy: (at, by) => `${at} (${by})`,
    unregistered: "Not registered on any device yet.",
    prints: "Prints",
    noPrints: "Not printed on this computer yet.",
    copy: (copy) => (copy === 1 ? "copy" : `reprint ${copy - 1}`),
    printed: (document, copy) => `${document}, ${copy}`,
    none: "None",
    details: (number) => `Details of ${number}`,
    choose: "Select a key to see its details here.",
  },

  print: {
    action: "Print",
    title: "Print",
    document: "Document",
    documents: { "startup-card": "Startup information card", "activation-sheet": "Activation key sheet" },
    paper: "Paper",
    papers: { a4: "A4", a6: "A6" },
    language: "Language of the document",
    of: "For",
    preview: "Preview",
    previewOf: (page, pages) => `Preview, page ${page} of ${pages}`,
    previewing: "Making the preview …",
    pages: (pages) => plural(pages, "page", "pages"),
    nextPage: "Next page",
    previousPage: "Previous page",
    submit: "Print",
    printing: "Making the document …",
    close: "Close",
    done: (pages) => `The document is ready (${plural(pages, "page", "pages")})`,
    where: "Where the file is",
    opened: "It is open in your PDF viewer. Send it to paper from there.",
    opening: "Opening your PDF viewer …",
    notOpened: { what: "Your PDF viewer did not open.", todo: "Open the file from the place above." },
    openAgain: "Open again",
    unavailable: "There is no preview, so it cannot be printed yet.",
  },

  copy: { of: (what) => `Copy ${what}`, done: (what) => `${what} copied` },
  secret: {
    show: "Show",
    hide: "Hide",
    showOf: (what) => `Show ${what}`,
    hideOf: (what) => `Hide ${what}`,
    masked: "hidden",
  },

  home: {
    upToDate: "Everything is up to date",
    neverSynced: "Not synced yet",
    offlineTitle: "The server is not reached",
    stopped: "The sync stopped half way",
    lastSync: (at) => `Last sync ${at}`,
    news: (applied) => (applied > 0 ? `${plural(applied, "change", "changes")} received.` : "Nothing new."),
    syncNow: "Sync now",
    syncing: "Syncing …",
    firstSync: "Receiving keys",
    progress: (done, total) => `${done} of ${total}`,
    firstSyncNote:
      "What has arrived can be looked up already. If you close the window, it goes on from here next time.",
    counts: "Keys at hand",
    keys: "Keys",
    registered: "Registered",
    unregistered: "Not registered",
    devices: "Devices",
    customers: "Customers",
    next: "What to do next",
    waiting: (count) =>
      `${plural(count, "application waits", "applications wait")} to be sent. That happens by itself as soon as the server is reached.`,
    noKeys: "There are no keys yet. When your supplier assigns some, the next sync brings them here.",
    lookUp: "To look a key up, type its number or the customer’s name. The field is always at the top.",
    startSearch: "Look up",
    signInAgain: "Sign in again",
    warnings: "Good to know",
  },

  status: {
    label: "State",
    online: "Online",
    offline: "Offline",
    unknown: "Checking",
    syncing: "Syncing",
    lastSync: (at) => `Last sync ${at}`,
    never: "Not synced",
    waiting: (count) => `${figure(count)} waiting`,
    warnings: (count) => plural(count, "notice", "notices"),
  },

  notice: {
    title: "Kagifuda",
    news: (applied, answered) =>
      answered > 0
        ? `${plural(answered, "application has", "applications have")} been answered.`
        : `${plural(applied, "change has", "changes have")} arrived.`,
  },

  signIn: {
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
  },

  settings: {
    language: "Language",
    languages: { ja: "日本語", en: "English" },
    theme: "Colours",
    themes: { system: "Like the system", light: "Light", dark: "Dark" },
    account: "Account",
    company: "Company",
    login: "Login ID",
    role: "Role",
    roles: { owner: "Owner", clerk: "Clerk", viewer: "Viewer" },
    server: "Server",
    computer: "This computer",
    keyInKeychain: "Your data is encrypted, and its key is in the system’s keychain.",
    signOut: "Sign out",
    signOutNote: "Your data and what waits to be sent stay on this computer.",
  },

  blocked: {
    title: "Your data cannot be opened",
    retry: "Try again",
    retrying: "Opening …",
    setAside: "Set aside and fetch anew",
    setAsideNote:
      "You can also set this data aside under another name, with nothing deleted, and begin anew. Once you sign in, the keys come from the server. Applications and prints are carried over as far as they can still be read.",
  },
};
