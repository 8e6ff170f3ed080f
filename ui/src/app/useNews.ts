import { useEffect } from "react";
import { useSpeech } from "../i18n";
import { useDoor } from "../ipc/context";

/** Tells people who look at something else that a background sync brought news, and everybody once of each maintenance (MNT-1). */
export function useNews() {
  const door = useDoor();
  const { say, format } = useSpeech();
  useEffect(() => {
    const tell = async () => {
      const news = await door.maintenanceNews();
      if (news.status === "error") return;
      for (const { from, to } of news.data) {
        void door.notify(say.notice.title, say.notice.maintenance(format.moment(from), format.moment(to)));
      }
    };
    return door.onSync((event) => void (event.state === "finished" && tell()));
  }, [door, say, format]);
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
