import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { FilterForm, ProductChoice } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { type FilterName, keyStates, kinds, setIn, states, without } from "./filters";
import type { SearchHandle } from "./useSearch";

interface Props {
  search: SearchHandle;
  /** Whether the choices are open. */
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The first of the choices. */
  first: RefObject<HTMLSelectElement | null>;
  onBack: () => void;
  /** One of them is taken away, and what was pressed for it with it. */
  onTaken: () => void;
}

/** The filters that are set, each to be taken away, and the choices for more. */
export function FilterBar({ search: { state, send }, open, onOpen, first, onBack, onTaken }: Props) {
  const { say } = useSpeech();
  const words = useFilterWords();
  const set = (filter: FilterForm) => send({ type: "filtered", filter });
  const chips = setIn(state.filter);
  return (
    <div className="filter-bar">
      <ul className="chips" aria-label={say.filter.label}>
        {chips.map((name) => {
          const what = words(state.filter, name);
          return (
            <li key={name}>
              <button
                type="button"
                className="chip"
                aria-label={say.filter.remove(what)}
                onClick={() => {
                  set(without(state.filter, name));
                  onTaken();
                }}
              >
                {what} <span aria-hidden="true">×</span>
              </button>
            </li>
          );
        })}
        <li>
          <Button kind="quiet" aria-expanded={open} hotkey="/" onClick={() => onOpen(!open)}>
            {say.filter.open}
          </Button>
        </li>
      </ul>
      {open && (
        <Choices
          filter={state.filter}
          first={first}
          onFilter={set}
          onClose={() => {
            onOpen(false);
            onBack();
          }}
        />
      )}
    </div>
  );
}

/** A filter, in words. */
export function useFilterWords() {
  const { say, format } = useSpeech();
  const day = (end: string | null) => (end && end.length > 7 ? format.date(`${end}T00:00:00`) : (end ?? ""));
  const value = (filter: FilterForm, name: FilterName): string => {
    switch (name) {
      case "kind":
        return filter.kinds.map((kind) => say.thing.kinds[kind]).join("・");
      case "product":
        return filter.product ?? "";
      case "key":
        return filter.key ? say.thing.keyStates[filter.key] : "";
      case "state":
        return filter.state ? say.standing[filter.state] : "";
      case "issued": {
        const [from, to] = [day(filter.issued?.from ?? null), day(filter.issued?.to ?? null)];
        return from === to ? from : say.filter.period(from, to);
      }
    }
  };
  return (filter: FilterForm, name: FilterName) => say.filter.chip(say.filter.names[name], value(filter, name));
}

interface ChoicesProps {
  filter: FilterForm;
  first: RefObject<HTMLSelectElement | null>;
  onFilter: (filter: FilterForm) => void;
  onClose: () => void;
}

function Choices({ filter, first, onFilter, onClose }: ChoicesProps) {
  const { say } = useSpeech();
  const door = useDoor();
  const [products, setProducts] = useState<ProductChoice[]>([]);
  useEffect(() => {
    let current = true;
    door.products().then((answer) => {
      if (current && answer.status === "ok") setProducts(answer.data);
    });
    return () => {
      current = false;
    };
  }, [door]);
  const { names } = say.filter;
  const codes = products.map(({ code }) => code);
  // One that was typed is to be seen, whether there is such a product or not.
  if (filter.product && !codes.includes(filter.product)) codes.push(filter.product);
  const end = (which: "from" | "to") => (day: string) => {
    const issued = { from: null, to: null, ...filter.issued, [which]: day || null };
    onFilter({ ...filter, issued: issued.from || issued.to ? issued : null });
  };
  return (
    <fieldset
      className="filter-choices"
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <legend className="hidden">{say.filter.open}</legend>
      <Select
        ref={first}
        label={names.kind}
        value={filter.kinds[0] ?? ""}
        options={kinds}
        word={(kind) => say.thing.kinds[kind]}
        onChoose={(kind) => onFilter({ ...filter, kinds: kind ? [kind] : [] })}
      />
      <Select
        label={names.product}
        value={filter.product ?? ""}
        options={codes}
        word={(code) => code}
        onChoose={(product) => onFilter({ ...filter, product })}
      />
      <Select
        label={names.key}
        value={filter.key ?? ""}
        options={keyStates}
        word={(state) => say.thing.keyStates[state]}
        onChoose={(key) => onFilter({ ...filter, key })}
      />
      <Select
        label={names.state}
        value={filter.state ?? ""}
        options={states}
        word={(state) => say.standing[state]}
        onChoose={(state) => onFilter({ ...filter, state })}
      />
      <Day label={say.filter.from} value={filter.issued?.from ?? ""} onDay={end("from")} />
      <Day label={say.filter.to} value={filter.issued?.to ?? ""} onDay={end("to")} />
    </fieldset>
  );
}

interface SelectProps<Value extends string> {
  ref?: RefObject<HTMLSelectElement | null>;
  label: string;
  value: Value | "";
  options: readonly Value[];
  word: (value: Value) => string;
  onChoose: (value: Value | null) => void;
}

function Select<Value extends string>({ ref, label, value, options, word, onChoose }: SelectProps<Value>) {
  const { say } = useSpeech();
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <select
        ref={ref}
        id={id}
        className="input"
        value={value}
        onChange={(event) => onChoose(options.find((option) => option === event.target.value) ?? null)}
      >
        <option value="">{say.filter.any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {word(option)}
          </option>
        ))}
      </select>
    </p>
  );
}

function Day({ label, value, onDay }: { label: string; value: string; onDay: (day: string) => void }) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="date"
        // A month that was typed has no day to show here; it stands in its chip.
        value={value.length > 7 ? value : ""}
        onChange={(event) => onDay(event.target.value)}
      />
    </p>
  );
}
