import { useEffect, useState } from "react";
import { useSpeech } from "../i18n";
import { Button } from "./Button";

/** How long a button says that it has done its work. */
const shown = 1500;

interface Props {
  /** What is copied, in words. */
  what: string;
  text: string;
}

/** Copies beside the thing that is copied. */
export function CopyButton({ what, text }: Props) {
  const { say } = useSpeech();
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), shown);
    return () => clearTimeout(timer);
  }, [done]);
  return (
    <>
      <Button
        kind="quiet icon"
        aria-label={say.copy.of(what)}
        title={say.copy.of(what)}
        onClick={() => navigator.clipboard.writeText(text).then(() => setDone(true))}
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
          {done ? <path d="m3 8.5 3.5 3.5L13 4.5" /> : <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />}
        </svg>
      </Button>
      <span className="hidden" role="status">
        {done && say.copy.done(what)}
      </span>
    </>
  );
}
