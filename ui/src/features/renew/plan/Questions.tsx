import { useSpeech } from "../../../i18n";
import { Button } from "../../../kit/Button";
import { Field } from "../../../kit/Field";
import { type Act, asksFor, type Typed } from "./questions";

interface Props {
  typed: Typed;
  act: Act;
  onTyped: (typed: Typed) => void;
}

/** The fields that the act asks for. */
export function Questions({ typed, act, onTyped }: Props) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const asked = asksFor(typed.programme, act);
  const text = (
    field: keyof Typed &
      ("day" | "time" | "firstUsed" | "months" | "expiryMonth" | "currentExpiry" | "assigned" | "cameras"),
  ) => ({
    value: typed[field],
    onChange: (event: { target: { value: string } }) => onTyped({ ...typed, [field]: event.target.value }),
  });
  return (
    <div className="questions">
      {asked.terms && <PastTerms typed={typed} onTyped={onTyped} />}
      {asked.terms && (
        <Field label={words.firstUsed} hint={words.firstUsedHint} type="date" {...days} {...text("firstUsed")} />
      )}
      {asked.expiryMonth && <Field label={words.expiryMonth} type="month" {...text("expiryMonth")} />}
      {asked.currentExpiry && (
        <Field
          label={act === "notices" ? words.expiryDay : words.currentExpiry}
          type="date"
          {...days}
          {...text("currentExpiry")}
        />
      )}
      {asked.assigned && <Field label={words.assigned} type="date" {...days} {...text("assigned")} />}
      {asked.cameras && <Field label={words.cameras} type="number" min={1} {...text("cameras")} />}
      {asked.months && (
        <Field label={act === "extend" ? words.months : words.term} type="number" min={1} {...text("months")} />
      )}
      {asked.trial && (
        <label className="agree">
          <input
            type="checkbox"
            checked={typed.trial}
            onChange={(event) => onTyped({ ...typed, trial: event.target.checked })}
          />
          {words.trial}
        </label>
      )}
      {asked.day && (
        <div className="moment">
          <Field label={words.on} type="date" {...days} {...text("day")} />
          <Field label={words.time} type="time" {...text("time")} />
        </div>
      )}
    </div>
  );
}

const days = { min: "1970-01-02", max: "2999-12-30" };

/** The periods there are, in order. */
function PastTerms({ typed, onTyped }: Omit<Props, "act">) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const { terms } = typed;
  const set = (terms: Typed["terms"]) => onTyped({ ...typed, terms });
  return (
    <fieldset className="past">
      <legend>{words.terms}</legend>
      {terms.map((term, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: periods have no other name than their place
        <div key={index}>
          <Field
            label={words.termMonths(index + 1)}
            type="number"
            min={1}
            value={term.months || ""}
            onChange={(event) => set(terms.with(index, { ...term, months: Number(event.target.value) }))}
          />
          <label className="agree">
            <input
              type="checkbox"
              checked={term.trial}
              onChange={(event) => set(terms.with(index, { ...term, trial: event.target.checked }))}
            />
            {words.trial}
          </label>
          <Button
            kind="quiet icon"
            aria-label={words.removeTerm(index + 1)}
            onClick={() => set(terms.toSpliced(index, 1))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button kind="quiet" onClick={() => set([...terms, { months: 12, trial: false }])}>
        {words.addTerm}
      </Button>
    </fieldset>
  );
}
