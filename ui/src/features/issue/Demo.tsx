import { useEffect, useMemo, useState } from "react";
import { useSpeech } from "../../i18n";
import { DoorProvider, useDoor } from "../../ipc/context";
import type { DemoView, Door } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { FrameContext } from "../../kit/place";
import { draftOfDemo } from "./draft";
import { Wizard } from "./Wizard";
import "./issue.css";
import "./demo.css";

/** How keys are issued, with everything filled in: on a computer where nobody has signed in, and with no server (KMS-10). */
export function Demo({ onClose }: { onClose: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [answer, setAnswer] = useState<Awaited<ReturnType<Door["demo"]>> | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => void door.demo().then(setAnswer), [door]);
  const demo = answer?.status === "ok" ? answer.data : null;
  const made = useMemo(() => demo && demoDoor(door, demo), [door, demo]);
  return (
    <main className="demo">
      <header className="issue-demo">
        <p className="demo-mark">{say.issue.demo.mark}</p>
        <h1>{say.issue.demo.title}</h1>
        <p>{say.issue.demo.note}</p>
        <Button onClick={onClose}>{say.issue.demo.close}</Button>
      </header>
      {answer?.status === "error" && <Notice words={explain(answer.error)} kind="danger" />}
      {demo && made && (
        <DoorProvider value={made}>
          <FrameContext value={nowhere}>
            <div className="issue">
              <Wizard
                key={round}
                isDemo
                start={{ draft: draftOfDemo(demo), stage: { at: "category" } }}
                onNextCustomer={() => setRound(round + 1)}
                onOpenList={() => {}}
              />
            </div>
          </FrameContext>
        </DoorProvider>
      )}
    </main>
  );
}

/** There are no other rooms, and nothing to print. */
const nowhere = { go: () => {}, print: () => {} };

/** The desk's door with everything made up behind it that an application is about: nothing is stored, and nobody is asked. */
function demoDoor(door: Door, demo: DemoView): Door {
  const isApplied = { yes: false };
  const ok = <T,>(data: T) => ({ status: "ok", data }) as const;
  return {
    ...door,
    findNumbers: async () => ok({ devices: [], keys: [], unnamed: [] }),
    deviceFacts: async (device) =>
      ok({
        device,
        last_four: demo.device.slice(-4),
        mac: false,
        known: { site: demo.site, customer: null },
        issued: isApplied.yes ? demo.keys.map((key) => ({ ...key, issued_at: new Date(0).toISOString() })) : [],
        near: [],
        own_email: null,
      }),
    saveSite: async (_, site) => ok({ intent: "", outcome: { outcome: "site_saved", site }, answered: [] }),
    foreseeKeys: async (_, keys) =>
      ok(
        keys.map(({ activation_key }) => {
          const key = demo.keys.find((key) => key.activation_key === activation_key);
          return { product: key?.product ?? null, outlook: { outlook: key ? "free" : "not_here" } } as const;
        }),
      ),
    issue: async ({ keys }) => {
      isApplied.yes = true;
      const asked = keys.map((key) => key.activation_key);
      const registrations = demo.keys.filter((key) => asked.includes(key.activation_key));
      return ok({ intent: "", outcome: { outcome: "issued", registrations }, answered: [] });
    },
  };
}
