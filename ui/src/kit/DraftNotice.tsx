import { useSpeech } from "../i18n";
import { Button } from "./Button";
import { Notice } from "./Notice";
import type { Drafting } from "./useDraft";

/** That something unfinished stands where another form was to begin, or that what was typed is there again. */
export function DraftNotice<Form>({ drafting }: { drafting: Drafting<Form> }) {
  const { say, format } = useSpeech();
  const { start, offered, savedAt } = drafting;
  const words = say.draft;
  if (start && offered) {
    return (
      <Notice words={words.offered}>
        <p>
          <Button onClick={drafting.goOn}>{words.goOn}</Button>{" "}
          <Button onClick={() => drafting.begin(offered)}>{words.anew}</Button>
        </p>
      </Notice>
    );
  }
  if (!savedAt) return null;
  return (
    <p className="restored" role="status">
      {words.restored(format.recent(savedAt, new Date()))}{" "}
      <Button kind="quiet" onClick={drafting.anew}>
        {words.anew}
      </Button>
    </p>
  );
}
