import type { DueView } from "../../ipc/door";
import type { Place } from "../place";

/** Where something is done about a licence that ends. */
export function placeOf(due: DueView): Place {
  return due.programme === "tsunagaru"
    ? { room: "renew", tab: "extend", device: due.device }
    : { room: "find", query: due.device };
}
