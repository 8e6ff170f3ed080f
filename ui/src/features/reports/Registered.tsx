import { useMemo } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { DayTotal, IssuedView, ReportKind, ReportView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { PeriodBar } from "./PeriodBar";
import { Saved, useSaving } from "./Saving";
import { Scroller } from "./Scroller";
import { usePeriod } from "./usePeriod";
import { Waiting } from "./Waiting";

/** 登録実績集計 or 登録履歴 of a period, and its file. */
export function Registered({ kind }: { kind: ReportKind }) {
  const { say } = useSpeech();
  const door = useDoor();
  const period = usePeriod("registered");
  const { asked } = period;
  const ask = useMemo(() => asked && (() => door.report(kind, asked)), [door, kind, asked]);
  const { answering, cancel } = useAnswer(ask);
  const { saving, setSaving, save } = useSaving(asked);
  const report = dataOf(answering);
  const isEmpty = report?.keys === 0;
  return (
    <div className="report">
      <div className="head">
        <h2>{say.reports.title[kind]}</h2>
        <p className="grey">{say.reports.intro[kind]}</p>
      </div>
      <PeriodBar
        label={say.reports.period}
        period={period}
        problem={answering.state === "problem" ? answering.problem : null}
      >
        <Button
          kind="main"
          unavailable={
            saving.state === "saving" ? say.reports.save.saving : (!report || isEmpty) && say.reports.save.nothing
          }
          onClick={() => asked && save(() => door.saveReport(kind, asked))}
        >
          {saving.state === "saving" ? say.reports.save.saving : say.reports.save.csv}
        </Button>
      </PeriodBar>
      <Saved saving={saving} onSaving={setSaving} done={say.reports.save.done} harmless={kind === "totals"} />
      <Waiting answering={answering} onCancel={cancel} />
      {isEmpty && (
        <div className="none">
          <p>{say.reports.none}</p>
          <p className="grey">{say.reports.noneTodo}</p>
        </div>
      )}
      {report && !isEmpty && <Preview report={report} />}
    </div>
  );
}

function Preview({ report }: { report: ReportView }) {
  const { say } = useSpeech();
  const count =
    report.kind === "totals" ? say.reports.keysInDays(report.keys, report.days) : say.reports.keys(report.keys);
  const all = report.kind === "totals" ? report.days : report.keys;
  return (
    <>
      <p className="count" role="status">
        {count} {report.latest.length < all && <span className="grey">{say.reports.latest(report.latest.length)}</span>}
      </p>
      {report.kind === "totals" ? <Totals days={report.latest} /> : <History lines={report.latest} />}
    </>
  );
}

function Totals({ days }: { days: DayTotal[] }) {
  const { say, format } = useSpeech();
  const most = Math.max(...days.map((day) => day.keys));
  return (
    <Scroller label={say.reports.title.totals}>
      <table className="totals">
        <thead>
          <tr>
            <th scope="col">{say.reports.columns.day}</th>
            <th scope="col" className="figure">
              {say.reports.columns.count}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, keys }) => (
            <tr key={day}>
              <td>{format.day(day)}</td>
              <td className="figure">{format.count(keys)}</td>
              <td>
                <span className="bar" style={{ width: `calc(min(480px, 100%) * ${keys / most})` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function History({ lines }: { lines: IssuedView[] }) {
  const { say, format } = useSpeech();
  const { issuedAt, key, product, device, site, by } = say.reports.columns;
  return (
    <Scroller label={say.reports.title.history}>
      <table className="history">
        <thead>
          <tr>
            {[issuedAt, key, product, device, site, by].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.activation_key}>
              <td>{format.moment(line.issued_at)}</td>
              <td className="number">{line.activation_key}</td>
              <td>{line.product}</td>
              <td className="number">{line.device}</td>
              <td title={line.site}>{line.site}</td>
              <td>{line.issued_by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
