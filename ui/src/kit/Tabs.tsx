import { Activity, type KeyboardEvent, type ReactNode, useId } from "react";

interface Props<Name extends string> {
  label: string;
  tabs: readonly Name[];
  names: Record<Name, string>;
  at: Name;
  onTab: (name: Name) => void;
  panel: (name: Name) => ReactNode;
}

/** Pages behind tabs. All of them stay as they were left. Arrows, Home and End go from tab to tab. */
export function Tabs<Name extends string>({ label, tabs, names, at, onTab, panel }: Props<Name>) {
  const id = useId();
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    const here = tabs.indexOf(at);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    const name = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!name) return;
    event.preventDefault();
    onTab(name);
    document.getElementById(`${id}-${name}`)?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKey}>
        {tabs.map((name) => (
          <button
            key={name}
            id={`${id}-${name}`}
            type="button"
            role="tab"
            aria-selected={name === at}
            aria-controls={`${id}-${name}-panel`}
            tabIndex={name === at ? 0 : -1}
            onClick={() => onTab(name)}
          >
            {names[name]}
          </button>
        ))}
      </div>
      {tabs.map((name) => (
        <div
          key={name}
          id={`${id}-${name}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${name}`}
          hidden={name !== at}
        >
          <Activity mode={name === at ? "visible" : "hidden"}>{panel(name)}</Activity>
        </div>
      ))}
    </div>
  );
}
