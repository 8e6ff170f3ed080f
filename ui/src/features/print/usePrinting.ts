import { useState } from "react";
import { useDoor } from "../../ipc/context";
import type { Answer, PrintedView, Problem } from "../../ipc/door";
import type { Destination } from "./destination";

/** What the viewer does with a file; it is not asked to open one that is to be sent, or that is on paper already. */
export type Viewer = "opening" | "open" | "closed" | "not asked";

/** Where a print stands. */
export type Printing =
  | { state: "choosing" }
  | { state: "printing" }
  | { state: "refused"; problem: Problem }
  | { state: "printed"; printed: PrintedView; viewer: Viewer };

/** Prints once at a time, and opens what is to be seen. */
export function usePrinting() {
  const door = useDoor();
  const [printing, setPrinting] = useState<Printing>({ state: "choosing" });
  const open = async (printed: PrintedView) => {
    if (printed.file === null) return;
    setPrinting({ state: "printed", printed, viewer: "opening" });
    const answer = await door.openPrinted(printed.file);
    setPrinting({ state: "printed", printed, viewer: answer.status === "ok" ? "open" : "closed" });
  };
  const print = async (ask: () => Promise<Answer<PrintedView>>, { way }: Destination) => {
    if (printing.state === "printing") return;
    setPrinting({ state: "printing" });
    const answer = await ask();
    if (answer.status === "error") setPrinting({ state: "refused", problem: answer.error });
    else if (way === "viewer") await open(answer.data);
    else setPrinting({ state: "printed", printed: answer.data, viewer: "not asked" });
  };
  return { printing, print, open };
}
