import { useContext, useEffect, useEffectEvent, useRef, useState } from "react";
import { useDoor } from "../ipc/context";
import type { DraftName, OutcomeView } from "../ipc/door";
import { type Kept, keeperOf } from "./keeper";
import { KnownDrafts } from "./knownDrafts";

/** A form whose drafts are kept. */
export interface FormKind<Form> {
  name: DraftName;
  /** Counts up with every change of what is written of a `Form`. */
  version: number;
  blank: () => Form;
  /** Whether anything stands in it. */
  isTouched: (form: Form) => boolean;
}

/** What a form does with what is typed into it. Passwords, codes and digits that are typed again are no part of it. */
export interface Keeping<Form> {
  /** The id of the request that it becomes. */
  id: () => string | null;
  keep: (form: Form | null, step: string) => void;
  /** It was asked for. */
  sent: () => void;
}

/** Nothing of it is kept. */
export const unkept: Keeping<unknown> = { id: () => null, keep: () => {}, sent: () => {} };

interface Opened<Form> {
  /** Another number is another form. */
  number: number;
  /** What it begins with; `null` for the moment until the desk has said what was kept. */
  start: Form | null;
  /** What it began with, where that would not be lost: nobody has typed it. */
  begun: string | null;
  /** When it was saved, if it was typed before this window was opened. */
  savedAt: string | null;
  /** What would take the place of an unfinished form, if a person says so. */
  offered: Form | null;
}

export type Drafting<Form> = ReturnType<typeof useDraft<Form>>;

/** One form after another, each kept while it is typed: what was left unfinished is there again, whatever became of the window. */
export function useDraft<Form>(kind: FormKind<Form>) {
  const door = useDoor();
  const [keeper] = useState(() => keeperOf<Form>(door, kind.name, kind.version));
  const known = useContext(KnownDrafts)[kind.name];
  const [opened, setOpened] = useState<Opened<Form>>(() =>
    known ? first(keeper.open(known), unopened, kind) : unopened,
  );
  const isOpen = useRef(known !== undefined);
  const ask = useEffectEvent(async () => {
    const answer = isOpen.current ? null : await door.draft(kind.name);
    if (!answer || isOpen.current) return;
    isOpen.current = true;
    const kept = answer.status === "ok" ? keeper.open(answer.data) : null;
    setOpened((wish) => first(kept, wish, kind));
  });
  useEffect(() => {
    void ask();
    // Whoever looks elsewhere leaves a step.
    return () => keeper.save();
  }, [keeper]);

  const begin = (form: Form) => {
    keeper.drop();
    setOpened((earlier) => begun(earlier, form));
  };
  return {
    ...opened,
    id: keeper.id,
    keep: (form: Form | null, step: string) => {
      const isTyped = form !== null && kind.isTouched(form) && JSON.stringify(form) !== opened.begun;
      keeper.keep(isTyped ? form : null, step);
    },
    sent: () => {
      keeper.sent();
      setOpened((earlier) => ({ ...earlier, begun: null, savedAt: null }));
    },
    begin,
    anew: () => begin(kind.blank()),
    /** Begins with `form`, unless something that was typed would be lost. */
    offer: (form: Form) => {
      if (isOpen.current && !keeper.isKeeping()) begin(form);
      else setOpened((earlier) => ({ ...earlier, offered: form }));
    },
    goOn: () => setOpened((earlier) => ({ ...earlier, offered: null })),
  };
}

const unopened = { number: 0, start: null, begun: null, savedAt: null, offered: null };

/** What was kept before this window was opened, or else what one comes with. */
function first<Form>(kept: Kept<Form> | null, wish: Opened<Form>, { blank }: FormKind<Form>): Opened<Form> {
  return kept ? { ...wish, start: kept.form, savedAt: kept.savedAt } : begun(wish, wish.offered ?? blank());
}

function begun<Form>({ number }: Opened<Form>, form: Form): Opened<Form> {
  return { number: number + 1, start: form, begun: JSON.stringify(form), savedAt: null, offered: null };
}

/** Keeps `form` as it is now; `null` when nothing of it is to be kept. A step that is left is kept at once. */
export function useKept<Form>(keeping: Keeping<Form>, form: Form | null, step: string) {
  const keep = useEffectEvent(() => keeping.keep(form, step));
  const text = JSON.stringify(form);
  const id = keeping.id();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the form
  useEffect(() => keep(), [text, step, id]);
}

/** The refused requests that this form takes the place of: they are put away once it is accepted. */
export function useReplacing(keeping: Pick<Keeping<never>, "sent">, first: string[]) {
  const door = useDoor();
  const [replaces, setReplaces] = useState(first);
  const settle = (intent: string, { outcome }: OutcomeView) => {
    keeping.sent();
    if (outcome === "refused") return setReplaces((earlier) => [...earlier, intent]);
    for (const refused of replaces) void door.putAway(refused);
    setReplaces([]);
  };
  return { replaces, settle };
}
