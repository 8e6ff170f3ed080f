import { useState } from "react";
import { useSpeech } from "../i18n";
import { Button } from "./Button";
import { type Copied, type Copyable, useCopied, useCopy } from "./clipboard";

interface Props {
  /** What is copied, in words. */
  what: string;
  text: Copyable;
  /** On the button, where there is more to copy than what it stands beside. */
  label?: string;
}

/** Copies beside the thing that is copied, and shows its tick for as long as that lies in the clipboard. */
export function CopyButton({ what, text, label }: Props) {
  const { say } = useSpeech();
  const copy = useCopy();
  const copied = useCopied();
  const [mine, setMine] = useState<Copied | null>(null);
  const held = copied.state === "held" && copied === mine;
  return (
    <Button
      kind={label ? "plain" : "quiet icon"}
      aria-label={label ? undefined : say.copy.of(what)}
      title={say.copy.of(what)}
      onClick={async () => setMine(await copy(what, text))}
    >
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        {held ? <path d="m3 8.5 3.5 3.5L13 4.5" /> : <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />}
      </svg>
      {label && ` ${label}`}
    </Button>
  );
}
