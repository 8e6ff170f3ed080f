import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CardForm } from "../../ipc/door";
import { type Boxes, inBoxes, symbolsOf } from "../../kit/boxes";
import { Notice } from "../../kit/Notice";
import { NumberField } from "../../kit/NumberField";
import { useNumbers } from "../../kit/useNumbers";

/** A device and the pair on a card, as typed. */
export const noCard: CardForm = { device: "", activation_key: "", registration_id: "" };

export type CardField = keyof CardForm;
/** The problems of a card, each beside its field. */
export type CardWrong = Partial<Record<CardField, Words>>;

const sizes = { device: [4, 4, 4, 4], activation_key: [4, 4, 4, 4], registration_id: [4, 4] } as const;

/** The boxes in which a typed number stands. */
function boxesOf(typed: string, sizes: readonly number[]): Boxes {
  const boxes = typed.split("-");
  return boxes.length === sizes.length ? boxes : inBoxes(symbolsOf(typed), sizes);
}

/** The number as it stands in its boxes. */
function typedIn(boxes: Boxes): string {
  return boxes.every((box) => box === "") ? "" : boxes.join("-");
}

/** What came of pasting a text. */
type Pasted = { devices: number; keys: number } | null;

interface CardProps {
  card: CardForm;
  wrong: CardWrong;
  onCard: (card: CardForm) => void;
}

/** The three numbers that a clerk has in hand: typed, or found in whatever is pasted. */
export function CardFields({ card, wrong, onCard }: CardProps) {
  const { say } = useSpeech();
  const door = useDoor();
  const [pasted, setPasted] = useState<Pasted>(null);
  const device = useRef<HTMLInputElement>(null);
  const activation = useRef<HTMLInputElement>(null);
  const registration = useRef<HTMLInputElement>(null);
  const views = useNumbers([
    { field: "device", typed: symbolsOf(card.device) },
    { field: "activation_key", typed: symbolsOf(card.activation_key) },
    { field: "registration_id", typed: symbolsOf(card.registration_id) },
  ]);
  // The caret moves on in the same keystroke that changed the card.
  const latest = useRef(card);
  latest.current = card;
  const put = (changed: Partial<CardForm>) => {
    latest.current = { ...latest.current, ...changed };
    setPasted(null);
    onCard(latest.current);
  };
  // The caret is put once, to what is missing.
  useEffect(() => {
    // Whoever goes from tab to tab by keyboard goes on doing so.
    if (document.activeElement?.getAttribute("role") === "tab") return;
    const boxes = [device, activation, registration].flatMap(({ current }) =>
      Array.from(current?.closest(".number-field")?.querySelectorAll("input") ?? []),
    );
    const lengths = Object.values(sizes).flat();
    (boxes.find((box, index) => box.value.length < (lengths[index] ?? 0)) ?? activation.current)?.focus();
  }, []);

  const find = async (text: string) => {
    const answer = await door.findNumbers(text);
    if (answer.status === "error") return;
    const [found] = answer.data.devices;
    const [key] = answer.data.keys;
    if (found) put({ device: found });
    if (key) put({ activation_key: key.activation_key, registration_id: key.registration_id ?? "" });
    setPasted({ devices: found ? 1 : 0, keys: key ? 1 : 0 });
  };
  const line = (field: CardField, index: number) => ({
    sizes: sizes[field],
    boxes: boxesOf(card[field], sizes[field]),
    view: views[index],
    wrong: wrong[field],
    onBoxes: (boxes: Boxes) => put({ [field]: typedIn(boxes) }),
    onText: find,
  });
  return (
    <>
      <NumberField
        ref={device}
        label={say.renew.card.device}
        hint={say.renew.card.deviceHint}
        {...line("device", 0)}
        onFull={() => activation.current?.focus()}
      />
      <div className="pair">
        <NumberField
          ref={activation}
          label={say.renew.card.activationKey}
          {...line("activation_key", 1)}
          onFull={() => registration.current?.focus()}
        />
        <NumberField ref={registration} label={say.renew.card.registrationId} {...line("registration_id", 2)} />
      </div>
      <PastedWords pasted={pasted} />
    </>
  );
}

function PastedWords({ pasted }: { pasted: Pasted }) {
  const { say } = useSpeech();
  const words = say.issue.paste;
  if (!pasted) return null;
  if (pasted.devices + pasted.keys === 0) return <Notice words={words.none} />;
  return (
    <p className="note" role="status">
      {words.filled(pasted.devices, pasted.keys)}
    </p>
  );
}

/** Whether `typed` are the last four digits of `number`. */
export function isLastFour(typed: string, number: string): boolean {
  return symbolsOf(typed) === symbolsOf(number).slice(-4);
}

interface LastFourProps {
  number: string;
  typed: string;
  onTyped: (typed: string) => void;
}

/** The last four digits once more, before what cannot be undone. */
export function LastFour({ number, typed, onTyped }: LastFourProps) {
  const { say } = useSpeech();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const wrong = typed.length >= 4 && !isLastFour(typed, number);
  return (
    <NumberField
      ref={field}
      label={say.renew.lastFour.label}
      hint={say.renew.lastFour.hint}
      sizes={[4]}
      boxes={[typed]}
      onBoxes={([box = ""]) => onTyped(box)}
      wrong={wrong ? say.renew.lastFour.wrong : undefined}
    />
  );
}
