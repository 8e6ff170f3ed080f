import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { PreviewView, PrintForm, Problem } from "../../ipc/door";

/** Pixels of a page's image: enough for a sharp screen, little enough to be there at once. */
const width = 840;

/** A page as it will be printed. The earlier one stays in sight until the next is there. */
export type Preview = { page: number; turn: (page: number) => void } & (
  | { state: "making" }
  | { state: "shown"; view: PreviewView }
  | { state: "problem"; problem: Problem }
);

type Made = { state: "making" } | { state: "shown"; view: PreviewView } | { state: "problem"; problem: Problem };

export function usePreview(form: PrintForm): Preview {
  const door = useDoor();
  const [page, turn] = useState(0);
  const [made, setMade] = useState<Made>({ state: "making" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document begins at its first page.
  useEffect(() => turn(0), [form]);
  useEffect(() => {
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
  }, [door, form, page]);
  return { ...made, page, turn };
}
