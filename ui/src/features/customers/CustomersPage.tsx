import { useSpeech } from "../../i18n";
import type { PlaceOf } from "../../kit/place";

/** The dealer's customers. */
export function CustomersPage(_: { place: PlaceOf<"customers"> }) {
  const { say } = useSpeech();
  return <h1>{say.room.customers}</h1>;
}
