import type { ReactNode } from "react";
import type { Words } from "../i18n";

interface Props {
  words: Words;
  kind?: "warning" | "danger";
  children?: ReactNode;
}

/** What happened, and what to do. */
export function Notice({ words, kind = "warning", children }: Props) {
  return (
    <div className={kind === "danger" ? "notice danger" : "notice"} role={kind === "danger" ? "alert" : "note"}>
      <p className="what">{words.what}</p>
      <p>{words.todo}</p>
      {children}
    </div>
  );
}
