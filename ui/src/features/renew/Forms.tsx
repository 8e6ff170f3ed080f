import { type ComponentType, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CardForm, Problem } from "../../ipc/door";
import { DraftNotice } from "../../kit/DraftNotice";
import { Notice } from "../../kit/Notice";
import type { PlaceOf } from "../../kit/place";
import { type Drafting, type FormKind, useDraft } from "../../kit/useDraft";
import { noCard } from "./numbers";

/** What is typed to apply or to extend. */
export interface Typed {
  card: CardForm;
  /** As it was typed; until then it is recalled (KMS-5). An extension has none. */
  site: [string, string] | null;
  /** The connection number that was chosen last. An extension has none. */
  number: string | null;
  /** The refused requests that this one replaces. */
  replaces: string[];
}

const nothing: Typed = { card: noCard, site: null, number: null, replaces: [] };

const kind = (name: "apply" | "extend"): FormKind<Typed> => ({
  name,
  version: 1,
  blank: () => nothing,
  isTouched: ({ card, site }) => Object.values(card).some((number) => number !== "") || site !== null,
});

export const kinds = { apply: kind("apply"), extend: kind("extend") };

export interface FormProps {
  start: Typed;
  drafting: Drafting<Typed>;
}

interface Props {
  kind: FormKind<Typed>;
  /** Where one comes from, if it was to this form. */
  place: PlaceOf<"renew"> | null;
  form: ComponentType<FormProps>;
}

/** One form after another: with the device that one comes with, with what was refused and is to be mended, or with what was left unfinished. */
export function Forms({ kind, place, form: Form }: Props) {
  const { explain } = useSpeech();
  const door = useDoor();
  const drafting = useDraft(kind);
  const [problem, setProblem] = useState<Problem | null>(null);
  const entered = useRef<PlaceOf<"renew">>(null);
  const mend = async (intent: string) => {
    const answer = await door.renewal(intent);
    setProblem(answer.status === "error" ? answer.error : null);
    if (answer.status === "error") return;
    const { card, site, connection_no } = answer.data;
    drafting.offer({ card, site, number: connection_no, replaces: [intent] });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that was gone to counts.
  useEffect(() => {
    if (place === null || entered.current === place) return;
    entered.current = place;
    if (place.again) void mend(place.again);
    else if (place.device) drafting.offer({ ...nothing, card: { ...noCard, device: place.device } });
  }, [place]);
  return (
    <>
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <DraftNotice drafting={drafting} />
      {drafting.start && <Form key={drafting.number} start={drafting.start} drafting={drafting} />}
    </>
  );
}
