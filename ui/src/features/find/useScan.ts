import { useEffect, useEffectEvent, useState } from "react";
import { useDoor } from "../../ipc/context";
import { type CodeView, largestScan, type Problem, type ScannedView, type ScanView } from "../../ipc/door";
import { inBase64 } from "../../kit/FileButton";
import { useAsking } from "../../kit/useAsking";

/** What the file chooser offers. */
export const pictures = ".png,.jpg,.jpeg,.pdf,image/png,image/jpeg,application/pdf";

/** What became of the picture given last. */
export type Scanned =
  | { state: "nothing" }
  | { state: "read"; view: ScanView }
  | { state: "problem"; problem: Problem }
  /** It was dropped or pasted, and the system did not hand it over. */
  | { state: "withheld" };

export type ScanHandle = ReturnType<typeof useScan>;

/** Reads pictures of paper, one at a time. `onRead` hears what was found. */
export function useScan(onRead: (view: ScanView) => void) {
  const door = useDoor();
  const [scanned, setScanned] = useState<Scanned>({ state: "nothing" });
  const { asking, ask, cancel } = useAsking();

  const take = async (file: File | undefined) => {
    if (!file) {
      setScanned({ state: "withheld" });
      return;
    }
    if (file.size > largestScan) {
      // It is not even read.
      const megabytes = Math.floor(largestScan / (1024 * 1024));
      setScanned({ state: "problem", problem: { code: "scan_file_too_large", megabytes } });
      return;
    }
    setScanned({ state: "nothing" });
    const answer = await ask(inBase64(file).then((content) => door.scan({ content })));
    if (!answer) return;
    if (answer.status === "error") setScanned({ state: "problem", problem: answer.error });
    else {
      setScanned({ state: "read", view: answer.data });
      onRead(answer.data);
    }
  };

  const paste = useEffectEvent((event: ClipboardEvent) => {
    const { clipboardData } = event;
    if (!clipboardData || document.querySelector("dialog[open]")) return;
    if (holdsPicture(clipboardData)) {
      event.preventDefault();
      void take(clipboardData.files[0]);
    } else if (tellsNothing(clipboardData)) {
      void copiedPicture().then((picture) => picture && take(picture));
    }
  });
  useEffect(() => {
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);

  return { scanned, asking, take, cancel, close: () => setScanned({ state: "nothing" }) };
}

/** Whether a picture was copied, and not a text: spreadsheets copy a picture of their cells beside it. */
function holdsPicture({ types }: DataTransfer): boolean {
  return !types.includes("text/plain") && types.some((type) => type === "Files" || type.startsWith("image/"));
}

/** Whether a paste tells of nothing, not even of a text: WebKitGTK keeps pictures back (since CVE-2025-13947). */
function tellsNothing(pasted: DataTransfer): boolean {
  return pasted.types.length === 0 && pasted.getData("text/plain") === "";
}

/** The picture in the clipboard, which WebKitGTK hands over when it is asked for. */
async function copiedPicture(): Promise<File | undefined> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((type) => type.startsWith("image/"));
      if (type) return new File([await item.getType(type)], "picture", { type });
    }
  } catch {
    // Whoever may not look has the button.
  }
  return undefined;
}

/** Whether a file is dragged. WebKitGTK knows it as an address only. */
export function holdsFile({ types }: DataTransfer): boolean {
  return types.includes("Files") || types.includes("text/uri-list");
}

/** The documents of ours among what was found. */
export function documentsOf(codes: CodeView[]): ScannedView[] {
  return codes.flatMap((code) => (code.is === "document" ? [code] : []));
}
