import type { Door, StatusView, SyncEvent } from "../door";
import { account } from "./account";
import { customers } from "./customers";
import { due } from "./due";
import { issue } from "./issue";
import { lookUp } from "./lookUp";
import { office } from "./office";
import { paper } from "./paper";
import { plan } from "./plan";
import { reports } from "./reports";
import { scan } from "./scan";
import { tsunagaru } from "./tsunagaru";

export { no, ok } from "./answer";
export { crowdedToday, emptyToday, fakeDue, fakeToday } from "./due";
export { fakeApplications, fakeDevice, fakePairs } from "./issue";
export { fakeKeys, fakeThings } from "./lookUp";
export { fakeStatus } from "./office";
export { fakeOffices } from "./offices";
export { fakePrinted, fakePrints, fakeSheets, manyPrints, pagesOf } from "./paper";
export { fakeScans } from "./scan";

/** Listeners of an invented desk, and a way to speak to them. */
interface Voice {
  tellStatus(status: StatusView): void;
  tellSync(event: SyncEvent): void;
}

export type FakeDoor = Door & Voice;

/** An invented desk for tests and for designing in a browser. What it answers can be replaced, one call at a time. */
export function fakeDoor(replaced: Partial<Door> = {}): FakeDoor {
  const onStatus = new Set<(status: StatusView) => void>();
  const onSync = new Set<(event: SyncEvent) => void>();
  const heard = <T>(listeners: Set<(heard: T) => void>) => ({
    add: (listener: (heard: T) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tell: (what: T) => {
      for (const listener of listeners) listener(what);
    },
  });
  return {
    ...account,
    ...office,
    ...due,
    ...issue,
    ...lookUp,
    ...scan,
    ...customers,
    ...paper,
    ...plan,
    ...tsunagaru,
    ...reports,
    onStatus: heard(onStatus).add,
    onSync: heard(onSync).add,
    tellStatus: heard(onStatus).tell,
    tellSync: heard(onSync).tell,
    ...replaced,
  };
}
