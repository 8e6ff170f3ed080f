import { useLayoutEffect, useRef, useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import type { DeviceFactsView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { NumberField } from "../../kit/NumberField";
import { useNumbers } from "../../kit/useNumbers";
import { DeviceFacts } from "./DeviceFacts";
import { deviceBoxes, deviceSizes, sizes } from "./draft";
import { PastedNotice } from "./PastedNotice";
import type { Pasted } from "./pasted";
import { Step, type StepProps } from "./Step";
import { type CheckedSite, useSite } from "./useSite";

interface Props extends StepProps {
  learn: (typed: string) => Promise<DeviceFactsView | null>;
  pasted: Pasted | null;
  onText: (text: string) => void;
}

/** Which device, and where it stands. */
export function DeviceStep({ draft, change, go, facts, learn, pasted, onText }: Props) {
  const { say } = useSpeech();
  const [view] = useNumbers([{ field: "device", typed: draft.device.join("") }]);
  const [missing, setMissing] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const site = useRef<HTMLInputElement>(null);
  const checked = useSite(facts?.device ?? null, draft.site);
  // A device that came with the room is read already; the site is what is left to look at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put once.
  useLayoutEffect(() => (facts ? site : first).current?.focus(), []);

  const next = async () => {
    const known = await learn(draft.device.join(""));
    setMissing(!known && draft.device.every((box) => box === ""));
    if (!known) first.current?.focus();
    else if ((await checked.check(known.device)).problem) site.current?.focus();
    else {
      if (draft.siteFor === "any") change({ siteFor: known.device });
      go({ at: "device-check" });
    }
  };
  const fits = deviceSizes(draft.device);
  return (
    <Step title={say.issue.device.title} className="with-side" onNext={next} onBack={() => go({ at: "category" })}>
      <div className="entry">
        <NumberField
          ref={first}
          label={say.issue.device.labels[fits === sizes.mac ? "mac" : "mpr"]}
          sizes={fits}
          boxes={draft.device}
          onBoxes={(device) => change({ device })}
          view={view}
          hint={say.issue.device.hint}
          wrong={missing && view?.state === "empty" ? say.issue.device.missing : undefined}
          onFull={() => site.current?.focus()}
          onText={onText}
        />
        <PastedNotice pasted={pasted} onDevice={(device) => change({ device: deviceBoxes(device) })} />
        <SiteLines
          first={site}
          site={draft.site}
          checked={checked.site}
          facts={facts}
          onSite={(site) => change({ site, siteFor: facts?.device ?? "any" })}
          onLeave={() => facts && checked.check(facts.device)}
        />
      </div>
      <DeviceFacts facts={facts} onUse={(device) => change({ device: deviceBoxes(device) })} />
      <p className="buttons">
        <Button onClick={() => go({ at: "category" })} hotkey="Esc">
          {say.issue.back}
        </Button>
        <Button kind="main" type="submit" hotkey="Enter">
          {say.issue.next}
        </Button>
      </p>
    </Step>
  );
}

interface SiteProps {
  first: React.Ref<HTMLInputElement>;
  site: [string, string];
  checked: CheckedSite;
  facts: DeviceFactsView | null;
  onSite: (site: [string, string]) => void;
  onLeave: () => void;
}

function SiteLines({ first, site, checked, facts, onSite, onLeave }: SiteProps) {
  const { say, explain } = useSpeech();
  const [recalled, setRecalled] = useState(false);
  const wrong = (line: 1 | 2): Words | undefined => {
    const { problem, view } = checked;
    if (problem && "line" in problem && problem.line === line) return explain(problem);
    const looks = view?.personal[line - 1];
    return looks === "phone" || looks === "email" ? say.issue.device[looks] : undefined;
  };
  const known = facts?.known?.site;
  return (
    <fieldset className="site">
      <legend>{say.issue.device.site}</legend>
      <Field
        ref={first}
        label={say.issue.device.siteLine(1)}
        value={site[0]}
        wrong={wrong(1)}
        autoComplete="off"
        onChange={({ target }) => onSite([target.value, site[1]])}
        onBlur={onLeave}
      />
      <Field
        label={say.issue.device.siteLine(2)}
        value={site[1]}
        wrong={wrong(2)}
        hint={say.issue.device.siteHint}
        autoComplete="off"
        onChange={({ target }) => onSite([site[0], target.value])}
        onBlur={onLeave}
      />
      <p className="recall">
        <Button
          kind="quiet"
          unavailable={!known && say.issue.device.nothingToRecall}
          onClick={() => {
            if (known) onSite(known);
            setRecalled(true);
          }}
        >
          {say.issue.device.recall}
        </Button>
        <span role="status">{recalled && say.issue.device.recalled}</span>
      </p>
    </fieldset>
  );
}
