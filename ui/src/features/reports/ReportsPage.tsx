import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";

/** What was issued, and what lapses. */
export function ReportsPage(_: { place: PlaceOf<"reports"> }) {
  const { say } = useSpeech();
  return <h1>{say.room.reports}</h1>;
}
