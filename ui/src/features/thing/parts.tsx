import type { ReactNode } from "react";
import { useSpeech } from "../../i18n";
import type { ThingView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Marked } from "../../kit/Marked";
import { type Printable, useFrame } from "../../kit/place";
import { stateWord } from "../../kit/states";

/** What kind of thing it is, and its name. */
export function Named({ thing, query }: { thing: ThingView; query: string }) {
  const { say } = useSpeech();
  return (
    <>
      <p className="label">{say.thing.kinds[thing.kind]}</p>
      <h2 className="selectable">
        <Marked text={thing.name ?? ""} query={query} />
      </h2>
    </>
  );
}

/** A number to read aloud, with its label above and copy beside it. */
export function Labelled({
  label,
  value,
  query,
  hero,
  leads,
}: {
  label: string;
  value: string;
  query: string;
  hero?: boolean;
  /** Whether it leads to look up what has this number. */
  leads?: boolean;
}) {
  const { say } = useSpeech();
  return (
    <div className="labelled">
      <p className="label">{label}</p>
      <p className="value">
        <span className={hero ? "number hero selectable" : "number selectable"}>
          <Marked text={value} query={query} />
        </span>
        <CopyButton what={label} text={value} />
        {leads && <Look text={value}>{say.thing.open}</Look>}
      </p>
    </div>
  );
}

export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts selectable">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const { say } = useSpeech();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || <span className="grey">{say.thing.none}</span>}</dd>
    </div>
  );
}

/** A name that leads to look it up. */
export function Look({ text, children }: { text: string; children: ReactNode }) {
  const { go } = useFrame();
  return (
    <button type="button" className="link" onClick={() => go({ room: "find", query: text })}>
      {children}
    </button>
  );
}

/** What belongs to something, a line each, leading to it. */
export function Belonging({ title, things, none }: { title: string; things: ThingView[]; none: string }) {
  const { say } = useSpeech();
  return (
    <section className="part" aria-label={title}>
      <p className="label">{title}</p>
      {things.length === 0 ? (
        <p className="grey">{none}</p>
      ) : (
        <ul>
          {things.map((thing) => (
            <li key={`${thing.kind} ${thing.id}`}>
              <Look text={thing.number ?? thing.name ?? ""}>
                <span className={thing.name ? "" : "number"}>{thing.name ?? thing.number}</span>
              </Look>
              <span className="grey">
                {[thing.site, thing.name && thing.number, stateWord(thing.state, say)].filter(Boolean).join(" · ")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A customer, leading to the customers' room. */
export function CustomerLine({ customer, query }: { customer: { id: string; name: string }; query: string }) {
  const { go } = useFrame();
  return (
    <button type="button" className="link" onClick={() => go({ room: "customers", customer: customer.id })}>
      <Marked text={customer.name} query={query} />
    </button>
  );
}

export function PrintButton({ what }: { what: Printable }) {
  const { say } = useSpeech();
  const { print } = useFrame();
  return (
    <Button kind="main" onClick={() => print(what)} hotkey="P">
      {say.print.action}
    </Button>
  );
}
