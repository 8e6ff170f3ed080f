import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";

/** Applying for registration keys. */
export function IssuePage(_: { place: PlaceOf<"issue"> }) {
  const { say } = useSpeech();
  return <h1>{say.room.issue}</h1>;
}
