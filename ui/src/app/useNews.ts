import { useEffect } from "react";
import { useSpeech } from "../i18n";
import { useDoor } from "../ipc/context";

/** Tells people who look at something else that a background sync brought news. */
export function useNews() {
  const door = useDoor();
  const { say } = useSpeech();
  useEffect(
    () =>
      door.onSync((event) => {
        if (event.state !== "finished" || document.hasFocus()) return;
        if (event.synced.applied === 0 && event.answered === 0) return;
        void door.notify(say.notice.title, say.notice.news(event.synced.applied, event.answered));
      }),
    [door, say],
  );
}
