import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { PreviewView, PrintForm, Problem } from "../../ipc/door";

/** Pixels of a page's image: enough for a sharp screen, little enough to be there at once. */
const width = 840;

type Made = { state: "making" } | { state: "shown"; view: PreviewView } | { state: "problem"; problem: Problem };

/** A page as it will be printed. The earlier one stays in sight until the next is there. */
export type Preview = { page: number; turn: (page: number) => void } & Made;

/** The preview of `form`, or of nothing while not everything is chosen. */
export function usePreview(form: PrintForm | null): Preview {
  const door = useDoor();
  const [page, turn] = useState(0);
  const [made, setMade] = useState<Made>({ state: "making" });
  const text = JSON.stringify(form);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document begins at its first page.
  useEffect(() => turn(0), [text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the form.
  useEffect(() => {
    if (!form) return setMade({ state: "making" });
    let current = true;
    door.preview(form, page, width).then((answer) => {
      if (!current) return;
      setMade(
        answer.status === "ok" ? { state: "shown", view: answer.data } : { state: "problem", problem: answer.error },
      );
    });
    return () => {
      current = false;
    };
  }, [door, text, page]);
  return { ...made, page, turn };
}
