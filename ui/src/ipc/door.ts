import type {
  DocumentKind,
  FindView,
  KeyView,
  Language,
  Paper,
  PreviewView,
  PrintedView,
  PrintForm,
  Problem,
  SignInForm,
  StatusView,
  SyncEvent,
} from "./bindings.gen";

export type {
  AccountView,
  Counts,
  DocumentKind,
  FindView,
  HitView,
  KeyView,
  Language,
  LineRefusal,
  Online,
  Paper,
  PreviewView,
  PrintedView,
  PrintForm,
  PrintRecordView,
  Problem,
  SignInForm,
  StatusView,
  SyncEvent,
  Warning,
} from "./bindings.gen";

/** What was asked for, or why not. Nothing else comes through the door: it never throws. */
export type Answer<T> = { status: "ok"; data: T } | { status: "error"; error: Problem };

/** The one door between these pages and the desk. */
export interface Door {
  status(): Promise<Answer<StatusView>>;
  /** Moves a cache that does not open out of the way; nothing of it is deleted. */
  setAside(): Promise<Answer<null>>;
  language(): Promise<Answer<Language>>;
  setLanguage(language: Language): Promise<Answer<null>>;
  signIn(form: SignInForm): Promise<Answer<StatusView>>;
  signOut(): Promise<Answer<StatusView>>;
  /** Begins a sync; what becomes of it is told to the listeners. */
  sync(): Promise<Answer<null>>;
  find(query: string, limit: number): Promise<Answer<FindView>>;
  key(activationKey: string): Promise<Answer<KeyView>>;
  preview(form: PrintForm, page: number, width: number): Promise<Answer<PreviewView>>;
  print(form: PrintForm): Promise<Answer<PrintedView>>;
  openPrinted(file: string): Promise<Answer<null>>;
  notify(title: string, body: string): Promise<Answer<null>>;
  /** Both answer with what ends the listening. */
  onStatus(listener: (status: StatusView) => void): () => void;
  onSync(listener: (event: SyncEvent) => void): () => void;
}

/** Every document there is, in the order people use them. */
export const documents = ["startup-card", "activation-sheet"] as const satisfies DocumentKind[];

/** Every paper there is. */
export const papers = ["a6", "a4"] as const satisfies Paper[];

/** Every language there is. */
export const languages = ["ja", "en"] as const satisfies Language[];
