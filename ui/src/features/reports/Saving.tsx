import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, Problem, SavedView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";

/** What has become of saving. */
export type Saving =
  | { state: "idle" }
  | { state: "saving" }
  | { state: "saved"; saved: SavedView; opened: boolean | null }
  | { state: "refused"; problem: Problem };

/** `of`: what is saved. Of something else, nothing is saved yet. */
export function useSaving(of: unknown) {
  const [saving, setSaving] = useState<Saving>({ state: "idle" });
  const [shown, setShown] = useState(of);
  if (shown !== of) {
    setShown(of);
    if (saving.state !== "saving") setSaving({ state: "idle" });
  }
  const save = async (ask: () => Promise<Answer<SavedView>>) => {
    setSaving({ state: "saving" });
    const answer = await ask();
    setSaving(
      answer.status === "ok"
        ? { state: "saved", saved: answer.data, opened: null }
        : { state: "refused", problem: answer.error },
    );
  };
  return { saving, setSaving, save };
}

interface Props {
  saving: Saving;
  onSaving: (saving: Saving) => void;
  /** What was saved, in words. */
  done: (lines: number) => string;
  /** Whether it tells nothing of customers. */
  harmless?: boolean;
}

/** Where the file lies now, and the ways to it. */
export function Saved({ saving, onSaving, done, harmless }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const open = async (answer: Promise<Answer<null>>) => {
    if (saving.state !== "saved") return;
    const { status } = await answer;
    onSaving({ ...saving, opened: status === "ok" });
  };
  return (
    <>
      {saving.state === "refused" && <Notice words={explain(saving.problem)} kind="danger" />}
      <Told>
        {saving.state === "saved" && (
          <div className="saved card">
            <p>
              {done(saving.saved.lines)} {!harmless && <span className="grey">{say.reports.save.secret}</span>}
            </p>
            <p className="file">
              <span className="selectable">{saving.saved.file}</span>
              <CopyButton what={say.reports.save.file} text={saving.saved.file} />
              <Button kind="quiet" onClick={() => open(door.openPrinted(saving.saved.file))}>
                {say.reports.save.open}
              </Button>
              <Button kind="quiet" onClick={() => open(door.showInFolder(saving.saved.file))}>
                {say.reports.save.folder}
              </Button>
              <Button kind="quiet" onClick={() => onSaving({ state: "idle" })}>
                {say.reports.save.close}
              </Button>
            </p>
            {saving.opened === false && <Notice words={say.reports.save.notOpened} />}
          </div>
        )}
      </Told>
    </>
  );
}
