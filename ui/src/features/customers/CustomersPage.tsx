import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerRefusedView, CustomerRowView, CustomersView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { KeyHints } from "../../kit/KeyHints";
import { isConverting } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { type PlaceOf, useFrame } from "../../kit/place";
import { Told } from "../../kit/Told";
import { CustomerForm } from "./CustomerForm";
import { CustomerPanel } from "./CustomerPanel";
import { CustomerTable } from "./CustomerTable";
import { type Draft, draftKey, newDraft } from "./fields";
import { ImportPage } from "./ImportPage";
import { MergePage } from "./MergePage";
import { useCustomers } from "./useCustomers";
import { useRole } from "./useRole";
import "./customers.css";

type View = { view: "list" } | { view: "new" } | { view: "merge"; stays: string; goes: string } | { view: "import" };

/** The dealer's customers: the list on the left, the chosen one on the right. */
export function CustomersPage({ place }: { place: PlaceOf<"customers"> }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [filter, setFilter] = useState("");
  const { list, news, again, askForAll } = useCustomers(filter);
  const [view, setView] = useState<View>({ view: "list" });
  const [chosen, setChosen] = useState<string | null>(null);
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const [told, setTold] = useState("");
  const { print } = useFrame();
  const mayNot = useRole() === "viewer" && say.customers.viewer;
  const table = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const toList = useRef(false);

  const rows = list.state === "open" ? list.view.rows : [];
  const id = view.view === "new" ? null : (chosen ?? rows[0]?.id ?? null);
  const row = rows.find((row) => row.id === id);
  const draft = view.view === "new" || id !== null ? drafts[draftKey(id)] : undefined;
  // What waited to be sent needs no word any more once it has been.
  const sent = told === say.customers.savedWaiting && rows.find((row) => row.id === id)?.waiting === false;

  useEffect(() => {
    if (!place.customer) {
      toList.current = true;
      return;
    }
    setChosen(place.customer);
    setView({ view: "list" });
  }, [place]);
  // The list takes the keys as soon as it is there, but not from somebody who is typing a customer.
  useEffect(() => {
    if (!toList.current || list.state === "loading" || !panel.current) return;
    toList.current = false;
    if (!draft) (table.current ?? panel.current).focus();
  });

  const backToList = () => {
    toList.current = true;
    setView({ view: "list" });
  };
  const changeFilter = (filter: string) => {
    setFilter(filter);
    setTold("");
  };
  const open = (id: string) => {
    setChosen(id);
    setView({ view: "list" });
    setTold("");
  };
  const keep = (draft: Draft) => setDrafts((drafts) => ({ ...drafts, [draftKey(draft.id)]: draft }));
  const drop = (id: string | null) =>
    setDrafts(({ [draftKey(id)]: _, ...others }) => {
      return others;
    });
  const add = () => {
    if (!drafts[draftKey(null)]) keep(newDraft);
    setView({ view: "new" });
    setTold("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (typing || isConverting(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") field.current?.focus();
    else if (event.key.toLowerCase() === "n" && !mayNot) add();
    else if (event.key.toLowerCase() === "p" && row && row.devices > 0 && !draft) {
      print({ keys: [], customer: { id: row.id, name: row.name } });
    } else return;
    event.preventDefault();
  };

  if (view.view === "import")
    return (
      <ImportPage
        onBack={() => {
          again();
          backToList();
        }}
      />
    );
  if (view.view === "merge")
    return (
      <MergePage
        stays={view.stays}
        goes={view.goes}
        onBack={backToList}
        onMerged={(id) => {
          again();
          open(id);
          backToList();
          setTold(say.customers.merged);
        }}
      />
    );

  const form = draft && (
    <CustomerForm
      key={draftKey(id)}
      draft={draft}
      onChange={keep}
      onOpen={open}
      onCancel={() => {
        drop(id);
        backToList();
      }}
      onSaved={(saved, told) => {
        drop(id);
        again();
        open(saved);
        backToList();
        setTold(told);
      }}
    />
  );

  const write = async () => {
    const answer = await door.exportCustomers();
    setTold(
      answer.status === "ok"
        ? say.customers.exported(answer.data.customers, answer.data.file)
        : explain(answer.error).what,
    );
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the whole page.
    <div className="customers" onKeyDown={onKeyDown}>
      <section className="list" aria-label={say.customers.list}>
        <div className="title">
          <h1>{say.room.customers}</h1>
          <p role="status">{list.state === "open" && say.customers.count(list.view.found, list.view.all)}</p>
          <div className="acts">
            <Button
              kind="quiet"
              onClick={write}
              unavailable={list.state === "open" && list.view.all === 0 && say.customers.emptyTitle}
            >
              {say.customers.export}
            </Button>
            <Button kind="quiet" onClick={() => setView({ view: "import" })} unavailable={mayNot}>
              {say.customers.import}
            </Button>
            <Button kind="main" onClick={add} unavailable={mayNot} hotkey="N">
              {say.customers.add}
            </Button>
          </div>
        </div>
        <div className="filter">
          <input
            ref={field}
            className="input"
            type="search"
            value={filter}
            placeholder={say.customers.filterHint}
            aria-label={say.customers.filter}
            onChange={(event) => changeFilter(event.target.value)}
            onKeyDown={(event) => {
              if (isConverting(event)) return;
              if (event.key === "ArrowDown" || event.key === "Enter") table.current?.focus();
              else if (event.key === "Escape") changeFilter("");
              else return;
              event.preventDefault();
            }}
          />
          <kbd aria-hidden="true">/</kbd>
        </div>
        {list.state === "open" && <ToSettle rows={list.view.to_settle} onOpen={open} />}
        {list.state === "open" && <Refused refused={list.view.refused} onPutAway={again} />}
        <Told>{!sent && told}</Told>
        {list.state === "problem" && <Notice words={explain(list.problem)} kind="danger" />}
        {list.state === "open" &&
          (rows.length > 0 ? (
            <CustomerTable
              ref={table}
              rows={rows}
              found={list.view.found}
              chosen={id}
              drafts={drafts}
              onChoose={open}
              onOpen={() => panel.current?.focus()}
              onBack={() => field.current?.focus()}
              onEnd={askForAll}
            />
          ) : (
            <Nobody view={list.view} filter={list.filter} />
          ))}
        <Hints />
      </section>
      <section
        ref={panel}
        className="panel card"
        tabIndex={-1}
        aria-label={say.customers.details(row?.name ?? say.customers.titleNew)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !draft && !isConverting(event)) table.current?.focus();
        }}
      >
        {form ??
          (id ? (
            <CustomerPanel
              key={id}
              id={id}
              news={news}
              mayNot={mayNot}
              onEdit={keep}
              onOpen={open}
              onChanged={again}
              onSettled={() => {
                again();
                backToList();
                setTold("");
              }}
              onMerge={(stays, goes) => setView({ view: "merge", stays, goes })}
            />
          ) : (
            <p className="grey">{say.customers.choose}</p>
          ))}
      </section>
    </div>
  );
}

function ToSettle({ rows, onOpen }: { rows: CustomerRowView[]; onOpen: (id: string) => void }) {
  const { say } = useSpeech();
  if (rows.length === 0) return null;
  return (
    <Notice words={{ what: say.customers.toSettle(rows.length), todo: say.customers.toSettleTodo }}>
      <p>
        {rows.slice(0, 3).map((row) => (
          <Button key={row.id} kind="quiet" onClick={() => onOpen(row.id)}>
            {row.name}
          </Button>
        ))}
      </p>
    </Notice>
  );
}

/** What was refused, until somebody has read it. */
function Refused({ refused, onPutAway }: { refused: CustomerRefusedView[]; onPutAway: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  return refused.slice(0, 3).map(({ intent, ask, name, device, problem }) => {
    const about = [say.home.asks[ask], name, device].filter(Boolean).join(" ");
    const { what, todo } = explain(problem);
    return (
      <Notice key={intent} words={{ what: about, todo: `${what} ${todo}` }} kind="danger">
        <p>
          <Button
            kind="quiet"
            aria-label={say.customers.putAwayOf(about)}
            onClick={() => door.putAway(intent).then(onPutAway)}
          >
            {say.customers.putAway}
          </Button>
        </p>
      </Notice>
    );
  });
}

function Nobody({ view, filter }: { view: CustomersView; filter: string }) {
  const { say } = useSpeech();
  const words =
    view.all === 0
      ? [say.customers.emptyTitle, say.customers.emptyTodo]
      : [say.customers.noneTitle(filter), say.customers.noneTodo];
  return (
    <div className="nobody">
      <h2>{words[0]}</h2>
      <p>{words[1]}</p>
    </div>
  );
}

function Hints() {
  const { say } = useSpeech();
  const { select, open, filter, add, print, back } = say.customers.keys;
  const hints = [
    ["↑ ↓", select],
    ["Enter", open],
    ["/", filter],
    ["N", add],
    ["P", print],
    ["Esc", back],
  ];
  return <KeyHints hints={hints} />;
}
