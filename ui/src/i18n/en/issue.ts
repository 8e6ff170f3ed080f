import { figure, plural } from "./plural";

export const issue = {
  title: "Issue registration keys",
  tabs: {
    new: "New application",
    list: (count: number) => `Waiting or refused${count > 0 ? ` (${figure(count)})` : ""}`,
  },
  steps: { category: "Category", device: "Device and site", keys: "Keys", review: "Review", result: "Issued" },
  stepsOf: "Steps of the application",
  next: "Next",
  back: "Back",
  yes: "Yes, go on",
  mend: "Correct",

  category: {
    question: "What kind of device are the keys for?",
    label: "Category",
    names: { hd: "HD visual communication", other: "Other (MPCS and the like)" },
    notes: {
      hd: "The device is known by its MPR ID (16 digits).",
      other: "The device is known by its MAC address (12 digits). Rarely used.",
    },
  },

  device: {
    title: "Enter the device and where it stands",
    labels: { mpr: "MPR ID", mac: "MAC address" },
    hint: "No hyphens needed. Paste a whole mail, and the number in it is found.",
    missing: { what: "The device’s number is missing.", todo: "Enter it, or paste a mail." },
    site: "Site",
    siteLine: (line: number) => `Site, line ${line}`,
    siteHint: "Where the device stands: company, floor, room. No personal data, please.",
    recall: "Load the saved site",
    recalled: "The saved site is filled in.",
    nothingToRecall: "No site is saved for this device yet.",
    phone: { what: "This looks like a telephone number.", todo: "A site has no personal data." },
    email: { what: "This looks like a mail address.", todo: "A site has no personal data." },
    known: "What is known of this device",
    unknown: "Nothing is known of this device. If it is new, go on.",
    waiting: "Once you have entered the number, what is known of the device is shown here.",
    customer: "Customer",
    siteShort: "Site",
    noSite: "None saved",
    issued: (count: number) => `${plural(count, "key", "keys")} issued`,
    noneIssued: "No key was issued for it yet.",
    near: {
      what: "There is a device with nearly this number.",
      todo: "Compare the digits that differ: was it mistyped?",
    },
    useNear: "Use this device",
    question: "Is this the device?",
    asMac: "Read as a MAC address. An MPR ID would have 16 digits: please check.",
    nearCheck: {
      what: "A registered device differs from this one in only one or two digits.",
      todo: "Keys are bound for ever to the device they are issued for. Read the number aloud once more.",
    },
  },

  paste: {
    filled: (devices: number, keys: number) =>
      `Filled in from what you pasted: ${[devices > 0 && "the device", keys > 0 && plural(keys, "key", "keys")].filter(Boolean).join(" and ")}.`,
    none: {
      what: "There is no number in what you pasted.",
      todo: "Copy the number alone, or type it. Nothing you entered has changed.",
    },
    several: "There are several devices in what you pasted. Which one is it?",
    otherDevice: {
      what: (device: string) => `What you pasted names another device, ${device}.`,
      todo: "Make sure that these keys are for the device you are applying for.",
    },
    tooMany: {
      what: (left: number) => `One application takes 8 keys, so ${plural(left, "key was", "keys were")} left out.`,
      todo: "Apply for the rest afterwards, for the same device.",
    },
  },

  keys: {
    title: "Enter the keys",
    for: (device: string, site: string) => (site ? `${device} (${site})` : device),
    line: (line: number) => `Line ${line}`,
    activation: "Activation key number",
    registration: "Registration ID",
    hint: "1 to 8 keys, in the order of your cards. Paste a mail or a table to fill in several at once.",
    add: "Add a line",
    addUnavailable: { free: "There is a free line.", most: "One application takes at most 8 keys." },
    remove: (line: number) => `Remove line ${line}`,
    none: { what: "No key is entered yet.", todo: "Enter at least one." },
    incomplete: { what: "A line is not finished.", todo: "Finish it, or remove it." },
    stopped: {
      what: "There is a line that will not be accepted.",
      todo: "If one line is refused, no key is issued. Correct the red line, or remove it.",
    },
    outlook: {
      free: "Can be registered",
      waiting: (device: string, own: boolean) =>
        own
          ? "Already asked for on this device, and waits to be sent. It arrives without asking again."
          : `Asked for on ${device}, and waits to be sent. The device that arrives first gets it.`,
      not_here: "Not known on this computer. It may have arrived only just now, and not be synced yet.",
      again: (at: string) => `Issued for this device on ${at}. You will get the same key.`,
      otherId: {
        what: "This number has another registration ID.",
        todo: "Compare it with the card. After 10 wrong ones the key is locked for 24 hours.",
      },
    },
    otherRoom: "Open “Renew”",
    question: "Are these the keys?",
    columns: { line: "No.", key: "Activation key number", id: "Registration ID", product: "Product and use" },
    unknownProduct: "Known once issued",
  },

  review: {
    title: "Check, and apply",
    device: "Device",
    site: "Site",
    toIssue: (count: number) => `${plural(count, "key", "keys")} to issue`,
    issued: (count: number) => `${plural(count, "key", "keys")} issued for this device before`,
    noneIssued: "No key was issued for this device before.",
    issuedOn: "Issued",
    mail: "Result by mail",
    mailTo: { first: "Send to", second: "Send to another address as well" },
    address: { first: "Mail address", second: "Another mail address" },
    subject: "Subject",
    noAddress: { what: "The address is missing.", todo: "Enter it, or untick the box." },
    final: "This cannot be undone",
    finalNote: (count: number) =>
      `Applying binds ${plural(count, "key", "keys")} to this device for ever. ${count === 1 ? "It" : "They"} can never be used on another.`,
    again: "Enter the last four digits of the device once more",
    againWrong: {
      what: "These are not the device’s last four digits.",
      todo: "Compare them with the device. If the number is wrong, go back and correct it.",
    },
    submit: "Apply",
    againFirst: "First enter the last four digits of the device.",
    sending: "Applying…",
    noWayBack: "The application is sent. There is no going back until it is answered.",
    show: "Show the issued keys",
    shownAgain: "Part of this application. The same key is shown again.",
    sendingNote:
      "Waiting for the server. If it does not answer within 10 seconds, the application is kept and sent later.",
  },

  result: {
    issued: (count: number) => `${plural(count, "registration key was", "registration keys were")} issued`,
    shown: "Keys issued before are shown",
    shownToo: (count: number) => (count > 0 ? ` (and ${plural(count, "key", "keys")} issued before)` : ""),
    registrationKey: "Registration key",
    activationKey: "Activation key number",
    entry: "Enter them on the device one at a time. It restarts after each.",
    mailed: "The result is sent by mail, too.",
    print: "Print",
    copyAll: "Copy all",
    allKeys: "All keys",
    sameDevice: "Next for the same device",
    nextCustomer: "Next customer",
    queued: "Your application is kept",
    queuedNote:
      "It is sent by itself as soon as the server is reached. Go on with other work; you will be told when it is issued.",
    queuedWhy: "Why it could not be sent now",
    openList: "Show what is waiting",
    refused: "The application that was kept is refused",
    refusedNote: "No key was issued. If you cannot correct it now, it stays in the list of what was refused.",
    siteRefused: "The site could not be saved",
    demoPrint: "Keys of the demo cannot be printed.",
  },

  list: {
    waiting: (count: number) => `${figure(count)} waiting`,
    waitingNote: "Sent by themselves, in this order, as soon as the server is reached. There is nothing to do.",
    refused: (count: number) => `${figure(count)} refused`,
    refusedNote: "No key was issued. See why, then correct and send again, or put away.",
    empty: "Nothing is waiting, and nothing was refused.",
    emptyTodo: "Applications made while the server is away, and those it refused, are listed here.",
    startNew: "Start a new application",
    keys: (count: number) => plural(count, "key", "keys"),
    by: (at: string, by: string) => `${at} (${by})`,
    correct: "Correct and send again",
    again: "Correct and apply again in Extend & renew",
    putAway: "Put away",
    correcting: "You are correcting an application that was refused.",
  },

  demo: {
    open: "See a demo (no sign-in)",
    mark: "Demo",
    title: "How keys are issued (demo)",
    note: "The keys are made up. No device accepts them, and nothing is recorded.",
    close: "End the demo",
    again: "Once more from the start",
  },
};
