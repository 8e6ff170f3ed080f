import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { Language, LineRefusal, Problem, Warning } from "../ipc/door";
import { en } from "./en";
import { type Format, formatFor } from "./format";
import { ja } from "./ja";
import { type Words, wordsFor } from "./problems";
import type { Sentences } from "./sentences";

export type { Words } from "./problems";

const tables: Record<Language, Sentences> = { ja, en };

/** Everything about language that a component needs. */
export interface Speech {
  language: Language;
  say: Sentences;
  format: Format;
  explain(what: Problem | LineRefusal | Warning): Words;
}

const SpeechContext = createContext<Speech | null>(null);

export function speechIn(language: Language): Speech {
  const format = formatFor(language);
  const say = tables[language];
  return { language, say, format, explain: (what) => wordsFor(what, language, format) };
}

export function SpeechProvider({ language, children }: { language: Language; children: ReactNode }) {
  const speech = useMemo(() => speechIn(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <SpeechContext value={speech}>{children}</SpeechContext>;
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("no language above this component");
  return speech;
}
