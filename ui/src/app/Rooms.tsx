import { Activity, type ReactNode, useState } from "react";
import { type Room, rooms } from "../i18n/names";
import type { Place, PlaceOf } from "../kit/place";

/** How each room looks with the place it was entered with. */
export type Pages = { [Name in Room]: (place: PlaceOf<Name>) => ReactNode };

/** The room one is in. The others that were visited stay as they were left, so that nothing typed is lost by looking elsewhere. */
export function Rooms({ place, pages }: { place: Place; pages: Pages }) {
  const [visited, setVisited] = useState<Partial<Record<Room, Place>>>({});
  if (visited[place.room] !== place) setVisited({ ...visited, [place.room]: place });
  return rooms.map((room) => {
    const entered = room === place.room ? place : visited[room];
    if (!entered) return null;
    const page = pages[room] as (place: Place) => ReactNode;
    return (
      <Activity key={room} mode={room === place.room ? "visible" : "hidden"}>
        {page(entered)}
      </Activity>
    );
  });
}
