import { useRef } from "react";
import { useSpeech } from "../../i18n";
import type { ForeseenView, LineRefusal, NumberView, OutlookView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { NumberField } from "../../kit/NumberField";
import { useFrame } from "../../kit/place";
import { type Line, sizes } from "./draft";

interface Props {
  index: number;
  line: Line;
  device: string;
  activation: NumberView | undefined;
  registration: NumberView | undefined;
  foreseen: ForeseenView | undefined;
  refusal: LineRefusal | undefined;
  onLine: (line: Line) => void;
  /** Both numbers are whole. */
  onFull: (line: Line) => void;
  onRemove: (() => void) | undefined;
  onText: (text: string) => void;
}

/** One key: its two numbers, and what is to be expected of them. */
export function KeyLine(props: Props) {
  const { index, line, activation, registration, onLine, onFull, onRemove, onText } = props;
  const { say } = useSpeech();
  const words = say.issue.keys;
  const element = useRef<HTMLLIElement>(null);
  const id = useRef<HTMLInputElement>(null);
  // The caret moves on in the same keystroke that changed the line.
  const latest = useRef(line);
  latest.current = line;
  const put = (changed: Partial<Line>) => {
    latest.current = { ...latest.current, ...changed };
    onLine(latest.current);
  };
  return (
    <li ref={element} className="key-line" aria-label={words.line(index + 1)}>
      <span className="place" aria-hidden="true">
        {index + 1}
      </span>
      <NumberField
        label={words.activation}
        bare={index > 0}
        sizes={sizes.activation}
        boxes={line.activation}
        view={activation}
        onBoxes={(activation) => put({ activation })}
        onFull={() => id.current?.focus()}
        onText={onText}
      />
      <NumberField
        ref={id}
        label={words.registration}
        bare={index > 0}
        sizes={sizes.registration}
        boxes={line.registration}
        view={registration}
        onBoxes={(registration) => put({ registration })}
        onFull={() => onFull(latest.current)}
        onBack={() => [...(element.current?.querySelectorAll("input") ?? [])].at(sizes.activation.length - 1)?.focus()}
        onText={onText}
      />
      {onRemove && (
        <Button
          kind="quiet icon"
          aria-label={words.remove(index + 1)}
          title={words.remove(index + 1)}
          onClick={onRemove}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
            <path d="m4 4 8 8m0-8-8 8" />
          </svg>
        </Button>
      )}
      <Outlook {...props} />
    </li>
  );
}

/** What is known of the line: what it opens, and whether it will be accepted. */
function Outlook({ device, foreseen, refusal }: Props) {
  const { say, explain, format, language } = useSpeech();
  const { go } = useFrame();
  const words = say.issue.keys.outlook;
  const outlook = foreseen?.outlook;
  const refused = refusal ?? (outlook?.outlook === "refused" ? outlook.refusal : undefined);
  const product = foreseen?.product;
  if (refused) {
    const isOtherId = !refusal && refused.code === "unknown_pair";
    const told = isOtherId ? words.otherId : explain(refused);
    return (
      <div className="outlook refused" role="alert">
        <p>
          <strong>{told.what}</strong> {told.todo}
        </p>
        {refused.code === "other_programme" && refused.programme === "tsunagaru" && (
          <Button kind="quiet" onClick={() => go({ room: "renew", tab: "apply", device })}>
            {say.issue.keys.otherRoom}
          </Button>
        )}
      </div>
    );
  }
  if (!outlook || outlook.outlook === "refused") return null;
  const toldOf = (expected: Exclude<OutlookView, { outlook: "refused" }>) => {
    if (expected.outlook === "again") return words.again(format.date(expected.issued_at));
    if (expected.outlook === "waiting") return words.waiting(expected.device, expected.device === device);
    return words[expected.outlook];
  };
  return (
    <p className={`outlook ${outlook.outlook}`} role="status">
      {product && (
        <strong>
          {product.code} {product.purpose[language]}
        </strong>
      )}{" "}
      {toldOf(outlook)}
    </p>
  );
}
