import { useMemo } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { QuotesView, QuoteView, SheetFormat } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { DueTable } from "../../kit/due/DueTable";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { PeriodBar } from "./PeriodBar";
import { Saved, useSaving } from "./Saving";
import { Scroller } from "./Scroller";
import { usePeriod } from "./usePeriod";
import { Waiting } from "./Waiting";

const formats = ["xlsx", "csv"] as const satisfies SheetFormat[];

/** 更新見積一覧: what ends within a period and can still be renewed, and its files. */
export function Quotes() {
  const { say } = useSpeech();
  const door = useDoor();
  const period = usePeriod("ending");
  const { asked } = period;
  const ask = useMemo(() => asked && (() => door.quotes(asked)), [door, asked]);
  const { answering, cancel } = useAnswer(ask);
  const { saving, setSaving, save } = useSaving(asked);
  const quotes = dataOf(answering);
  const unavailable = saving.state === "saving" ? say.reports.save.saving : !quotes?.total && say.reports.save.nothing;
  return (
    <div className="report">
      <div className="head">
        <h2>{say.reports.title.quotes}</h2>
        <p className="grey">{say.reports.intro.quotes}</p>
      </div>
      <PeriodBar
        label={say.reports.expiryPeriod}
        period={period}
        problem={answering.state === "problem" ? answering.problem : null}
      >
        {formats.map((format) => (
          <Button
            key={format}
            kind={format === "xlsx" ? "main" : "plain"}
            unavailable={unavailable}
            onClick={() => asked && save(() => door.saveQuotes(asked, format))}
          >
            {say.reports.save[format]}
          </Button>
        ))}
      </PeriodBar>
      <Saved saving={saving} onSaving={setSaving} done={say.reports.save.done} />
      <Waiting answering={answering} onCancel={cancel} />
      {quotes?.total === 0 && (
        <div className="none">
          <p>{say.reports.noQuotes}</p>
          <p className="grey">{say.reports.noneTodo}</p>
        </div>
      )}
      {quotes && quotes.total > 0 && <Lines quotes={quotes} />}
    </div>
  );
}

function Lines({ quotes: { total, first } }: { quotes: QuotesView }) {
  const { say } = useSpeech();
  const quote = (index: number) => <Suggested quote={first[index]} />;
  return (
    <>
      <p className="count" role="status">
        {say.reports.licences(total)}{" "}
        {first.length < total && <span className="grey">{say.reports.first(first.length)}</span>}
      </p>
      <Scroller label={say.reports.title.quotes}>
        <DueTable
          label={say.reports.title.quotes}
          shape="tall"
          groups={[{ name: "quotes", lines: first.map(({ due }) => due) }]}
          further={{ heading: say.reports.columns.suggested, cell: (_, index) => quote(index) }}
        />
      </Scroller>
    </>
  );
}

function Suggested({ quote }: { quote: QuoteView | undefined }) {
  const { say } = useSpeech();
  const months = quote?.months_that_fit ?? null;
  const products = quote?.suggested.join(" / ") || say.reports.noProduct;
  return (
    <span
      className="suggested"
      title={months === null ? products : `${products}\n${say.reports.monthsThatFit(months)}`}
    >
      {products} {months !== null && <span className="grey beside">{say.reports.monthsThatFit(months)}</span>}
    </span>
  );
}
