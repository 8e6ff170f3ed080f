import { useEffect, useState } from "react";
import { useDoor } from "../../ipc/context";
import type { Problem, SiteView } from "../../ipc/door";

/** What the desk says of a site (KMS-5). */
export interface CheckedSite {
  view: SiteView | null;
  problem: Problem | null;
}

/** Asks the desk about the site of `device`: at once, and whenever a line is left. */
export function useSite(device: string | null, lines: [string, string]) {
  const door = useDoor();
  const [site, setSite] = useState<CheckedSite>({ view: null, problem: null });
  const check = async (device: string): Promise<CheckedSite> => {
    const answer = await door.readSite(device, lines);
    const checked =
      answer.status === "ok" ? { view: answer.data, problem: null } : { view: null, problem: answer.error };
    setSite(checked);
    return checked;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a site that was recalled is looked at once, with its device.
  useEffect(() => {
    if (device) void check(device);
  }, [device]);
  return { site, check };
}
