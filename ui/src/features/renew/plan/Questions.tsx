import { type ComponentProps, useState } from "react";
import { useSpeech } from "../../../i18n";
import type { PlanField, PlanForm } from "../../../ipc/door";
import { Button } from "../../../kit/Button";
import { Field } from "../../../kit/Field";
import { shows } from "./typed";

interface Props {
  form: PlanForm;
  /** Fields that cannot be read. */
  wrong: PlanField[];
  onForm: (form: PlanForm) => void;
}

type Line = Exclude<PlanField, "periods">;

/** The fields that the act asks for. */
export function Questions({ form, wrong, onForm }: Props) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const shown = shows(form.act);
  const line = (field: Line) => ({
    value: form[field],
    wrong: wrong.includes(field) ? words.wrong[field] : undefined,
    onChange: (event: { target: { value: string } }) => onForm({ ...form, [field]: event.target.value }),
  });
  return (
    <div className="questions">
      {shown.periods && <Periods form={form} wrong={wrong} onForm={onForm} />}
      {shown.periods && (
        <Calm
          label={words.firstUsed}
          hint={words.firstUsedHint}
          placeholder={words.dayExample}
          {...line("first_used")}
        />
      )}
      {shown.expiryMonth && (
        <Calm label={words.expiryMonth} placeholder={words.monthExample} {...line("expiry_month")} />
      )}
      {shown.expiryDay && (
        <Calm
          label={form.act === "remo_notices" ? words.expiryDay : words.currentExpiry}
          placeholder={words.dayExample}
          {...line("expiry_day")}
        />
      )}
      {shown.assigned && <Calm label={words.assigned} placeholder={words.dayExample} {...line("assigned")} />}
      {shown.cameras && <Calm label={words.cameras} inputMode="numeric" {...line("cameras")} />}
      {shown.months && (
        <Calm
          label={form.act === "tsunagaru_extend" ? words.months : words.term}
          inputMode="numeric"
          {...line("months")}
        />
      )}
      {shown.trial && (
        <label className="agree">
          <input
            type="checkbox"
            checked={form.trial}
            onChange={(event) => onForm({ ...form, trial: event.target.checked })}
          />
          {words.trial}
        </label>
      )}
      {shown.day && (
        <div className="moment">
          <Calm label={words.on} placeholder={words.dayExample} {...line("day")} />
          <Calm label={words.time} placeholder="14:05" {...line("time")} />
        </div>
      )}
    </div>
  );
}

/** A field that says what is wrong only once it is left. */
function Calm({ wrong, ...field }: ComponentProps<typeof Field>) {
  const [left, setLeft] = useState(true);
  return (
    <Field
      {...field}
      autoComplete="off"
      wrong={left ? wrong : undefined}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
    />
  );
}

/** The periods there are, in order. */
function Periods({ form, wrong, onForm }: Props) {
  const { say } = useSpeech();
  const words = say.renew.plan;
  const { periods } = form;
  const set = (periods: PlanForm["periods"]) => onForm({ ...form, periods });
  return (
    <fieldset className="past">
      <legend>{words.terms}</legend>
      {periods.map((period, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: periods have no other name than their place
        <div key={index}>
          <Calm
            label={words.termMonths(index + 1)}
            inputMode="numeric"
            value={period.months}
            onChange={(event) => set(periods.with(index, { ...period, months: event.target.value }))}
          />
          <label className="agree">
            <input
              type="checkbox"
              aria-label={words.trialOf(index + 1)}
              checked={period.trial}
              onChange={(event) => set(periods.with(index, { ...period, trial: event.target.checked }))}
            />
            {words.trial}
          </label>
          <Button
            kind="quiet"
            aria-label={words.removeTerm(index + 1)}
            onClick={() => set(periods.toSpliced(index, 1))}
          >
            {words.remove}
          </Button>
        </div>
      ))}
      {wrong.includes("periods") && <p className="warning">{words.wrong.periods.what}</p>}
      <Button kind="quiet" onClick={() => set([...periods, { months: "12", trial: false }])}>
        {words.addTerm}
      </Button>
    </fieldset>
  );
}
