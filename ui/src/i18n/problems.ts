import type { Language, LineRefusal, Problem, Warning } from "../ipc/door";
import type { Format } from "./format";
import problemsEn from "./problems.en.json";
import problemsJa from "./problems.ja.json";
import valuesEn from "./values.en.json";
import valuesJa from "./values.ja.json";

/** First what happened, then what to do. */
export interface Words {
  what: string;
  todo: string;
}

/** Everything that needs words. Those without them do not compile. */
type Explained = Problem | LineRefusal | Warning;
type Table = Record<Explained["code"], Words>;

const problems: Record<Language, Table> = { ja: problemsJa, en: problemsEn };
const values: Record<Language, Record<string, Record<string, string>>> = { ja: valuesJa, en: valuesEn };

/**
 * The words for a problem, a refusal or a warning, with its facts in their places.
 *
 * A fact that is not always there has a sentence of its own, under `code+fact`.
 */
export function wordsFor(explained: Explained, language: Language, format: Format): Words {
  const facts = new Map<string, unknown>(Object.entries(explained));
  const table: Record<string, Words> = problems[language];
  const special = Object.keys(table).find((name) => {
    const [code, fact] = name.split("+");
    return code === explained.code && fact !== undefined && facts.get(fact) != null;
  });
  const words = table[special ?? explained.code] ?? problems[language].failed;
  const filled = (sentence: string) =>
    sentence.replace(/\{(\w+)\}/g, (_, fact: string) => written(fact, facts.get(fact), language, format));
  return { what: filled(words.what), todo: filled(words.todo) };
}

function written(fact: string, value: unknown, language: Language, format: Format): string {
  if (typeof value === "number") {
    if (fact === "minutes") return format.span(value * 60);
    if (fact === "retry_after") return format.span(value);
    return fact === "year" ? String(value) : format.count(value);
  }
  const text = String(value ?? "");
  if (fact === "until") return format.moment(text);
  // A day without a time is that day wherever this computer stands.
  if (["opens", "on", "first_day", "last_day", "expiry"].includes(fact)) return format.date(`${text}T00:00`);
  return values[language][fact]?.[text] ?? text;
}
