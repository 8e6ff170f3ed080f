import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { useHelp } from "../../kit/help";

/** What this program is, what explains it, and what it is made of. */
export function About() {
  const { say } = useSpeech();
  const door = useDoor();
  const help = useHelp();
  const words = say.account.about;
  const [version, setVersion] = useState("");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    door.version().then((answer) => answer.status === "ok" && setVersion(answer.data));
  }, [door]);
  return (
    <>
      <p className="selectable">
        {words.version(version)}
        <br />
        <span className="grey">{words.licence}</span>
      </p>
      <p className="row">
        <Button onClick={() => help.manual("start")} hotkey="F1">
          {words.manual}
        </Button>
        <Button onClick={help.shortcuts} hotkey="?">
          {words.shortcuts}
        </Button>
        <Button onClick={help.policies}>{words.policies}</Button>
      </p>
      <h3>{words.libraries}</h3>
      <p>
        <Button onClick={() => setOpen(true)}>{words.showLibraries}</Button>
      </p>
      {open && <Licences onClose={() => setOpen(false)} />}
    </>
  );
}

/** A library or a typeface: what it is, and which texts its licence has. */
interface Item {
  name: string;
  version: string;
  licence: string;
  texts: number[];
}

function Licences({ onClose }: { onClose: () => void }) {
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
