import { useEffect } from "react";

/** How web views name a file; WebKitGTK knows it as an address only. */
const kinds = ["Files", "text/uri-list"];

/** A file that is dropped where no page takes it does nothing; the web view would show it in place of the office. */
export function useStrayFiles() {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      const { dataTransfer } = event;
      if (event.defaultPrevented || !dataTransfer || !kinds.some((kind) => dataTransfer.types.includes(kind))) return;
      event.preventDefault();
      dataTransfer.dropEffect = "none";
    };
    window.addEventListener("dragover", refuse);
    window.addEventListener("drop", refuse);
    return () => {
      window.removeEventListener("dragover", refuse);
      window.removeEventListener("drop", refuse);
    };
  }, []);
}
