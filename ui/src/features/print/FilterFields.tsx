import { type ReactNode, useCallback, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DocumentKind, KeyState, Problem } from "../../ipc/door";
import { DayField } from "../../kit/DayField";
import { Select } from "../../kit/Select";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { CustomerField } from "./CustomerField";
import { type Filter, isChosenBy } from "./selecting";

const keyStates = ["registered", "unregistered", "waiting"] as const satisfies KeyState[];

interface Props {
  document: DocumentKind;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  problem: Problem | null;
  /** What stands before them. */
  children: ReactNode;
}

/** What documents are chosen by: those of the fields that go with the document. */
export function FilterFields({ document, filter, onFilter, problem, children }: Props) {
  const { say } = useSpeech();
  const door = useDoor();
  const ask = useCallback(() => door.products(), [door]);
  const products = dataOf(useAnswer(ask).answering) ?? [];
  const isLicence = document === "licence-sheet";
  const any: readonly [string, string] = ["", say.filter.any];
  const states = isLicence ? keyStates.filter((state) => state !== "waiting") : keyStates;
  return (
    <div className="filters">
      {children}
      {isChosenBy(document, "customer") && (
        <CustomerField customer={filter.customer} onCustomer={(customer) => onFilter({ ...filter, customer })} />
      )}
      {isChosenBy(document, "product") && (
        <Select
          label={say.filter.names.product}
          value={filter.product ?? ""}
          options={[any, ...products.map(({ code }): readonly [string, string] => [code, code])]}
          onChange={(event) => onFilter({ ...filter, product: event.target.value || null })}
        />
      )}
      {isChosenBy(document, "key") && (
        <Select
          label={isLicence ? say.print.licenceState : say.filter.names.key}
          value={filter.key ?? ""}
          options={[
            any,
            ...states.map((state): readonly [string, string] => [
              state,
              isLicence ? say.print.licenceStates[state] : say.thing.keyStates[state],
            ]),
          ]}
          onChange={(event) => {
            const key = keyStates.find((state) => state === event.target.value);
            onFilter({ ...filter, key: key ?? null });
          }}
        />
      )}
      {isChosenBy(document, "period") && (
        <Period
          key={document === "renewal-letter" ? "ends" : "issued"}
          ends={document === "renewal-letter"}
          filter={filter}
          onFilter={onFilter}
          problem={problem}
        />
      )}
    </div>
  );
}

interface PeriodProps {
  ends: boolean;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  problem: Problem | null;
}

/** From when to when something was issued, or ends. */
function Period({ ends, filter, onFilter, problem }: PeriodProps) {
  const { say } = useSpeech();
  const [typed, setTyped] = useState({ from: filter.from, to: filter.to });
  const commit = () => {
    if (typed.from !== filter.from || typed.to !== filter.to) onFilter({ ...filter, ...typed });
  };
  const field = (end: "from" | "to") => (
    <DayField
      end={end}
      label={ends ? say.print.ending[end] : say.print.issued[end]}
      typed={typed}
      onTyped={setTyped}
      onCommit={commit}
      problem={problem}
    />
  );
  return (
    <>
      {field("from")}
      {field("to")}
    </>
  );
}
