import type { ja } from "./ja";

/** The shape of a table of sentences: whatever Japanese says, every language says. */
export type Sentences = Shape<typeof ja>;

type Shape<T> = T extends string
  ? string
  : T extends (...facts: infer Facts) => string
    ? (...facts: Facts) => string
    : { [Name in keyof T]: Shape<T[Name]> };
