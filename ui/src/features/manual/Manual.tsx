import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { PageView } from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { isConverting, leaveSearch } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { headingId, Prose } from "../../kit/Prose";
import { useSubmit } from "../../kit/useSubmit";
import { type Found, findHeadings } from "./headings";
import "./manual.css";

interface Props {
  /** The manual, or the policies. */
  book: "manual" | "policies";
  page: string;
  onClose: () => void;
}

/** A book to read: its contents, searched by their headings, and one page. It needs neither network nor sign-in. */
export function Manual({ book, page, onClose }: Props) {
  const { say, language } = useSpeech();
  const door = useDoor();
  const { asked, again } = useAsked(() => door[book](language));
  return (
    <Dialog title={say.manual[book === "manual" ? "title" : "policies"]} className="manual" onClose={onClose}>
      <AskedPage asked={asked} onAgain={again}>
        {(pages) => <Book pages={pages} first={page} printed={book === "manual"} onClose={onClose} />}
      </AskedPage>
    </Dialog>
  );
}

function Book(props: { pages: PageView[]; first: string; printed: boolean; onClose: () => void }) {
  const { say, explain, language } = useSpeech();
  const door = useDoor();
  const { working, problem, submit } = useSubmit();
  const [id, setId] = useState(props.first);
  const [heading, setHeading] = useState<number | null>(null);
  const [query, setQuery] = useState("");
  const text = useRef<HTMLElement>(null);
  const page = props.pages.find((page) => page.id === id) ?? props.pages[0];
  const found = findHeadings(props.pages, query);

  useEffect(() => {
    const target = heading === null ? null : document.getElementById(headingId(id, heading));
    if (target) target.scrollIntoView({ block: "start" });
    else if (text.current) text.current.scrollTop = 0;
  }, [id, heading]);

  const open = ({ page, heading }: Found) => {
    setId(page.id);
    setHeading(heading);
  };
  const pdf = () =>
    submit(
      async () => {
        const printed = await door.printManual(language);
        return printed.status === "ok" ? door.openPrinted(printed.data.file) : printed;
      },
      () => {},
    );

  return (
    <>
      <nav className="contents" aria-label={say.manual.contents}>
        <Field
          label={say.manual.search}
          type="search"
          value={query}
          autoFocus
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            leaveSearch(event, () => setQuery(""), props.onClose);
            const first = found.find(({ heading }) => heading !== null) ?? found[0];
            if (event.key === "Enter" && !isConverting(event) && first) open(first);
          }}
        />
        <ul>
          {found.map((entry) => (
            <li key={`${entry.page.id}-${entry.heading}`} className={entry.heading === null ? undefined : "inner"}>
              <button
                type="button"
                aria-current={entry.page.id === page?.id && entry.heading === null ? "page" : undefined}
                onClick={() => open(entry)}
              >
                {entry.words}
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className="grey">{say.manual.none}</p>}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys */}
      <section className="text" ref={text} tabIndex={0} aria-label={page?.text.title}>
        {page && <Prose page={page.id} text={page.text} />}
      </section>
      <div className="foot">
        {problem && <Notice words={explain(problem)} kind="danger" />}
        <p className="buttons">
          {props.printed && (
            <Button onClick={pdf} unavailable={working && say.manual.making}>
              {working ? say.manual.making : say.manual.pdf}
            </Button>
          )}
          <Button kind="main" onClick={props.onClose} hotkey="Esc">
            {say.manual.close}
          </Button>
        </p>
      </div>
    </>
  );
}
