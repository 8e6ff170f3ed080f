import { useCallback, useEffect, useEffectEvent } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { languages, papersOf } from "../../ipc/door";
import { Choice } from "../../kit/Choice";
import { Notice } from "../../kit/Notice";
import { Select } from "../../kit/Select";
import { Late } from "../../kit/Told";
import { dataOf, useAnswer } from "../../kit/useAnswer";
import { LabelPlace } from "./LabelPlace";
import type { How } from "./printing";

interface Props {
  how: How;
  onHow: (how: How) => void;
  /** How many documents there are. */
  count: number;
}

/** On which paper, or on which labels, and in which language. */
export function PaperChoice({ how, onHow, count }: Props) {
  const { say } = useSpeech();
  const papers = papersOf[how.document];
  return (
    <>
      {how.document === "key-label" ? (
        <Labels how={how} onHow={onHow} count={count} />
      ) : papers.length === 1 ? (
        <div>
          <p className="label">{say.print.paper}</p>
          <p className="one">{say.print.papers[papers[0]]}</p>
        </div>
      ) : (
        <Choice
          label={say.print.paper}
          value={how.paper}
          options={papers}
          names={say.print.papers}
          onChoose={(paper) => onHow({ ...how, paper })}
        />
      )}
      <Choice
        label={say.print.language}
        value={how.language}
        options={languages}
        names={say.settings.languages}
        onChoose={(language) => onHow({ ...how, language })}
      />
    </>
  );
}

/** Which sheet of labels, and the first label on it that is still there. */
function Labels({ how, onHow, count }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const ask = useCallback(() => door.labelSheets(), [door]);
  const { answering } = useAnswer(ask);
  const sheets = dataOf(answering);
  const first = (sheets?.find(({ usual }) => usual) ?? sheets?.[0])?.name;
  const begin = useEffectEvent((sheet: string) => {
    if (how.labels === null) onHow({ ...how, labels: { sheet, start: 1 } });
  });
  useEffect(() => {
    if (first !== undefined) begin(first);
  }, [first]);
  if (answering.state === "problem") return <Notice words={explain(answering.problem)} />;
  const labels = how.labels;
  const sheet = sheets?.find(({ name }) => name === labels?.sheet);
  if (!sheets || !labels || !sheet) return <Late words={say.print.askingSheets} />;
  return (
    <div className="labels">
      <Select
        label={say.print.labelSheet}
        value={labels.sheet}
        options={sheets.map(({ name }) => [name, name])}
        onChange={(event) => onHow({ ...how, labels: { sheet: event.target.value, start: 1 } })}
      />
      <LabelPlace
        sheet={sheet}
        start={labels.start}
        count={count}
        onStart={(start) => onHow({ ...how, labels: { ...labels, start } })}
      />
    </div>
  );
}
