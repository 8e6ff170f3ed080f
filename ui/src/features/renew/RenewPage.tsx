import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";

/** Subscriptions: extending them, applying anew, and what-if. */
export function RenewPage(_: { place: PlaceOf<"renew"> }) {
  const { say } = useSpeech();
  return <h1>{say.room.renew}</h1>;
}
