import { useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import type { CardForm } from "../../ipc/door";
import { Field } from "../../kit/Field";

/** A device and the pair on a card, as typed. */
export const noCard: CardForm = { device: "", activation_key: "", registration_id: "" };

export type CardField = keyof CardForm;
/** The problems of a card, each beside its field. */
export type CardWrong = Partial<Record<CardField, Words>>;

interface NumberProps {
  label: string;
  value: string;
  hint?: string | undefined;
  wrong?: Words | undefined;
  onChange: (value: string) => void;
  onLeave?: (() => void) | undefined;
  autoFocus?: boolean;
}

/** One number. Whatever is pasted is read by the desk, so nothing is refused here. */
function NumberLine({ label, value, hint, wrong, onChange, onLeave, autoFocus }: NumberProps) {
  return (
    <Field
      label={label}
      value={value}
      hint={hint}
      wrong={wrong}
      className="input number"
      autoComplete="off"
      spellCheck={false}
      autoFocus={autoFocus}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
    />
  );
}

interface CardProps {
  card: CardForm;
  wrong: CardWrong;
  onCard: (card: CardForm) => void;
  /** The device was typed. */
  onDevice?: () => void;
}

/** The three numbers that a clerk has in hand. */
export function CardFields({ card, wrong, onCard, onDevice }: CardProps) {
  const { say } = useSpeech();
  const set = (field: CardField) => (value: string) => onCard({ ...card, [field]: value });
  return (
    <>
      <NumberLine
        label={say.renew.card.device}
        hint={say.renew.card.deviceHint}
        value={card.device}
        wrong={wrong.device}
        onChange={set("device")}
        onLeave={onDevice}
      />
      <NumberLine
        label={say.renew.card.activationKey}
        value={card.activation_key}
        wrong={wrong.activation_key}
        onChange={set("activation_key")}
      />
      <NumberLine
        label={say.renew.card.registrationId}
        value={card.registration_id}
        wrong={wrong.registration_id}
        onChange={set("registration_id")}
      />
    </>
  );
}

/** Whether `typed` are the last four digits of `number`, in whatever width and case. */
export function isLastFour(typed: string, number: string): boolean {
  return typed.normalize("NFKC").trim().toUpperCase() === number.slice(-4);
}

/** The last four digits once more, before what cannot be undone. */
export function LastFour({
  number,
  typed,
  onTyped,
}: {
  number: string;
  typed: string;
  onTyped: (typed: string) => void;
}) {
  const { say } = useSpeech();
  const [left, setLeft] = useState(false);
  const wrong = left && typed.trim() !== "" && !isLastFour(typed, number);
  return (
    <div className="last-four">
      <NumberLine
        label={say.renew.lastFour.label}
        hint={say.renew.lastFour.hint}
        value={typed}
        wrong={wrong ? say.renew.lastFour.wrong : undefined}
        onChange={(typed) => {
          setLeft(false);
          onTyped(typed);
        }}
        onLeave={() => setLeft(true)}
        autoFocus
      />
    </div>
  );
}
