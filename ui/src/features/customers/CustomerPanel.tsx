import { useCallback, useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import { Devices } from "./Devices";
import { type Draft, fieldNames } from "./fields";
import { Overtaken } from "./Overtaken";
import { PickDialog } from "./PickDialog";
import "./customer.css";

interface Props {
  id: string;
  /** Counts up whenever the office has news. */
  news: number;
  mayNot: string | false;
  onEdit: (draft: Draft) => void;
  onOpen: (id: string) => void;
  onChanged: () => void;
  /** A choice was made about a change that came too late. */
  onSettled: () => void;
  onMerge: (stays: string, goes: string) => void;
}

type Shown = { state: "loading" } | { state: "problem"; problem: Problem } | { state: "open"; customer: CustomerView };

/** One customer with all that it has. */
export function CustomerPanel({ id, news, mayNot, onEdit, onOpen, onChanged, onSettled, onMerge }: Props) {
  const { say, format, explain } = useSpeech();
  const door = useDoor();
  const { print } = useFrame();
  const [shown, setShown] = useState<Shown>({ state: "loading" });
  const [picking, setPicking] = useState(false);
  const load = useCallback(
    () =>
      door.customer(id).then((answer) => {
        if (answer.status === "ok") setShown({ state: "open", customer: answer.data });
        else setShown({ state: "problem", problem: answer.error });
      }),
    [door, id],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: news are a reason to look again.
  useEffect(() => void load(), [load, news]);
  const words = say.customers;

  if (shown.state === "loading") return null;
  if (shown.state === "problem") return <Notice words={explain(shown.problem)} kind="danger" />;
  const { customer } = shown;
  const { fields } = customer;
  const edit = () => onEdit({ id, version: customer.version, before: fields, fields });
  const changed = () => {
    void load();
    onChanged();
  };
  return (
    <article className="customer">
      <header>
        <div>
          <p className="kana">{fields.kana}</p>
          <h2 className="selectable">{fields.name}</h2>
        </div>
        <div className="acts">
          {customer.devices.length > 0 && (
            <Button hotkey="P" onClick={() => print({ keys: [], customer: { id, name: fields.name } })}>
              {say.print.action}
            </Button>
          )}
          <Button onClick={edit} unavailable={mayNot}>
            {words.edit}
          </Button>
          <Button kind="quiet" onClick={() => setPicking(true)} unavailable={mayNot}>
            {words.merge}
          </Button>
        </div>
      </header>
      {customer.overtaken.map((overtaken) => (
        <Overtaken
          key={`${overtaken.intent} ${overtaken.version}`}
          overtaken={overtaken}
          mayNot={mayNot}
          onSettled={() => {
            void load();
            onSettled();
          }}
        />
      ))}
      {customer.waiting && <p className="badge waiting">{words.waitingTodo}</p>}
      {customer.alike.length > 0 && (
        <Notice words={{ what: words.alike, todo: customer.alike.map((row) => row.name).join("、") }}>
          <p>
            {customer.alike.slice(0, 3).map((row) => (
              <span key={row.id}>
                <Button kind="quiet" onClick={() => onOpen(row.id)}>
                  {words.alikeOpen(row.name)}
                </Button>
                <Button kind="quiet" onClick={() => onMerge(id, row.id)} unavailable={mayNot}>
                  {words.alikeMerge(row.name)}
                </Button>
              </span>
            ))}
          </p>
        </Notice>
      )}
      <dl className="facts">
        {fieldNames
          .filter((field) => field !== "name" && field !== "kana")
          .map((field) => (
            <div key={field}>
              <dt>{words.field[field]}</dt>
              <dd className={field === "memo" ? "memo selectable" : "selectable"}>
                {fields[field] || <span className="grey">{words.none}</span>}
                {fields[field] && (field === "phone" || field === "email") && (
                  <CopyButton what={words.field[field]} text={fields[field]} />
                )}
              </dd>
            </div>
          ))}
      </dl>
      <Devices customer={customer} mayNot={mayNot} onChanged={changed} />
      {customer.changed_by && customer.changed_at && (
        <p className="grey small">{words.changed(customer.changed_by, format.moment(customer.changed_at))}</p>
      )}
      {picking && (
        <PickDialog customer={customer} onPick={(other) => onMerge(id, other)} onClose={() => setPicking(false)} />
      )}
    </article>
  );
}
