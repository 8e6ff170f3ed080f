import { type FormEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { CustomerCheckView, CustomerField, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { isConverting } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import { type Draft, fieldNames, fieldOf } from "./fields";

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onSaved: (id: string, told: string) => void;
  onCancel: () => void;
  onOpen: (id: string) => void;
}

type Saving = { state: "typing" } | { state: "saving" } | { state: "refused"; problem: Problem };

/** A customer that is typed. What was typed stays until it is saved or given up. */
export function CustomerForm({ draft, onChange, onSaved, onCancel, onOpen }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [saving, setSaving] = useState<Saving>({ state: "typing" });
  const [check, setCheck] = useState<CustomerCheckView>({ mistakes: [], alike: [] });
  const [left, setLeft] = useState<ReadonlySet<CustomerField>>(new Set());
  const form = useRef<HTMLFormElement>(null);
  const memo = useId();
  const words = say.customers;
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);

  const onLeft = async (field: CustomerField) => {
    setLeft((left) => new Set(left).add(field));
    const answer = await door.checkCustomer(draft.id, draft.fields);
    if (answer.status === "ok") setCheck(answer.data);
  };
  const wrong = (field: CustomerField) => {
    const mistake = left.has(field) && check.mistakes.find((problem) => fieldOf(problem) === field);
    return mistake ? explain(mistake) : undefined;
  };
  const change = (field: CustomerField, text: string) => {
    onChange({ ...draft, fields: { ...draft.fields, [field]: text } });
    setLeft((left) => new Set([...left].filter((other) => other !== field)));
  };
  const save = async () => {
    if (saving.state === "saving") return;
    setSaving({ state: "saving" });
    const { id, version, before, fields } = draft;
    const answer = await door.saveCustomer({ id, version, before, fields });
    if (answer.status === "error") {
      setSaving({ state: "refused", problem: answer.error });
      if (answer.error.code === "form_mistyped") {
        const { mistakes } = answer.error;
        setCheck((check) => ({ ...check, mistakes }));
        setLeft(new Set(fieldNames));
      }
      return;
    }
    const outcome = answer.data.submit?.outcome;
    // What somebody else was quicker with is chosen about on the customer's page.
    const overtaken =
      outcome?.outcome === "refused" && (outcome.code === "customer_changed" || outcome.code === "customer_merged");
    if (outcome?.outcome === "refused" && !overtaken) setSaving({ state: "refused", problem: outcome });
    else if (overtaken) onSaved(answer.data.id, explain(outcome).what);
    else onSaved(answer.data.id, outcome?.outcome === "queued" ? words.savedWaiting : words.saved);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const general =
    saving.state === "refused" && saving.problem.code !== "form_mistyped" ? explain(saving.problem) : null;

  const line = (field: Exclude<CustomerField, "memo">, hint?: string) => (
    <Field
      label={words.field[field]}
      hint={hint}
      value={draft.fields[field]}
      wrong={wrong(field)}
      onChange={(event) => change(field, event.target.value)}
      onBlur={() => onLeft(field)}
      autoComplete="off"
      required={field === "name"}
      inputMode={field === "phone" ? "tel" : field === "email" ? "email" : "text"}
    />
  );
  const memoWrong = wrong("memo");
  return (
    <form
      ref={form}
      className="customer-form"
      noValidate
      onSubmit={onSubmit}
      onKeyDown={(event) => {
        // Enter that confirms a conversion saves nothing.
        if (isConverting(event) && event.key === "Enter") event.preventDefault();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSubmit(event);
      }}
    >
      <h2>{draft.id ? words.titleEdit(draft.before.name) : words.titleNew}</h2>
      {line("name", words.nameHint)}
      {line("kana", words.kanaHint)}
      {check.alike.length > 0 && !draft.id && (
        <Notice words={{ what: words.alike, todo: check.alike.map((row) => row.name).join("、") }}>
          <p>
            {check.alike.slice(0, 3).map((row) => (
              <Button key={row.id} kind="quiet" onClick={() => onOpen(row.id)}>
                {words.alikeOpen(row.name)}
              </Button>
            ))}
          </p>
        </Notice>
      )}
      <div className="pair">
        {line("contact")}
        {line("phone")}
      </div>
      {line("email")}
      {line("address")}
      <div className="field">
        <label htmlFor={memo}>{words.field.memo}</label>
        <textarea
          id={memo}
          className="input"
          rows={4}
          value={draft.fields.memo}
          aria-invalid={memoWrong ? true : undefined}
          aria-describedby={`${memo}-said`}
          onChange={(event) => change("memo", event.target.value)}
          onBlur={() => onLeft("memo")}
        />
        {memoWrong ? (
          <p id={`${memo}-said`} className="wrong" role="alert">
            {memoWrong.what} <span>{memoWrong.todo}</span>
          </p>
        ) : (
          <p id={`${memo}-said`} className="hint">
            {words.memoHint}
          </p>
        )}
      </div>
      {general && <Notice words={general} kind="danger" />}
      <div className="acts">
        <Button kind="main" type="submit" unavailable={saving.state === "saving" && words.saving}>
          {saving.state === "saving" ? words.saving : words.save}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </div>
    </form>
  );
}
