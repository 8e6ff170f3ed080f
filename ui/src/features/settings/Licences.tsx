import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { leaveSearch } from "../../kit/keys";
import "./licences.css";

/** A library or a typeface: what it is, and which texts its licence has. */
interface Item {
  name: string;
  version: string;
  licence: string;
  texts: number[];
}

/** What this program is made of, and under which licences. */
export function Licences({ onClose }: { onClose: () => void }) {
  const { say } = useSpeech();
  const words = say.account.about;
  const [all, setAll] = useState<{ items: Item[]; texts: string[] } | null>(null);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Item | null>(null);
  useEffect(() => {
    // Hundreds of kilobytes that hardly anybody reads are loaded when somebody does.
    import("./licences.gen.json").then(({ default: all }) => setAll(all));
  }, []);
  const items = all?.items.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase())) ?? [];
  return (
    <Dialog title={words.libraries} className="licences" onClose={onClose}>
      <div className="list">
        <Field
          label={words.search}
          type="search"
          data-first
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => leaveSearch(event, () => setQuery(""), onClose)}
          hint={all ? words.librariesNote(items.length) : undefined}
        />
        <ul>
          {items.map((item) => (
            <li key={`${item.name} ${item.version}`}>
              <button type="button" aria-pressed={item === chosen} onClick={() => setChosen(item)}>
                <span>
                  {item.name} {item.version}
                </span>
                <span className="grey">{item.licence}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys */}
      <section className="text selectable" tabIndex={0} aria-label={words.licenceOf}>
        {chosen?.texts.map((text) => (
          <pre key={text}>{all?.texts[text]}</pre>
        ))}
        {chosen?.texts.length === 0 && <p>{chosen.licence}</p>}
      </section>
      <p className="buttons">
        <Button kind="main" onClick={onClose} hotkey="Esc">
          {say.account.close}
        </Button>
      </p>
    </Dialog>
  );
}
