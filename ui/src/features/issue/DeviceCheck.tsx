import { useLayoutEffect, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { DeviceFactsView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { NearDevices } from "./DeviceFacts";
import { Step, type StepProps } from "./Step";
import { useSite } from "./useSite";

interface Props extends StepProps {
  facts: DeviceFactsView;
  onYes: () => void;
}

/** Is this the device? Where another one is near, the answer is not one key away. */
export function DeviceCheck({ draft, go, facts, onYes }: Props) {
  const { say } = useSpeech();
  const words = say.issue.device;
  const isDoubtful = facts.near.length > 0 && !facts.known;
  const yes = useRef<HTMLButtonElement>(null);
  const back = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => (isDoubtful ? back : yes).current?.focus(), [isDoubtful]);
  const site = draft.site.filter(Boolean);
  const { view } = useSite(facts.device, draft.site).site;
  const looks = view?.personal.find((looks) => looks === "phone" || looks === "email");
  return (
    <Step
      title={words.question}
      className="check"
      onBack={() => go({ at: "device" })}
      onNext={() => {
        onYes();
        go({ at: "keys" });
      }}
    >
      <p className="label">{words.labels[facts.mac ? "mac" : "mpr"]}</p>
      <p className="number read-aloud selectable">{facts.device}</p>
      {facts.mac && draft.category === "hd" && <p className="warned">{words.asMac}</p>}
      <dl>
        <dt>{words.siteShort}</dt>
        <dd>{site.length > 0 ? site.map((line) => <p key={line}>{line}</p>) : words.noSite}</dd>
        {(looks === "phone" || looks === "email") && (
          <dd className="warned beneath-term" role="alert">
            {words[looks].what} {words[looks].todo}
          </dd>
        )}
        <dt>{words.customer}</dt>
        <dd>{facts.known?.customer ?? words.noSite}</dd>
      </dl>
      {facts.near.length > 0 && (
        <Notice words={words.nearCheck} kind={isDoubtful ? "danger" : "warning"}>
          <NearDevices device={facts.device} near={facts.near} />
        </Notice>
      )}
      <p className="buttons">
        <Button ref={back} onClick={() => go({ at: "device" })} hotkey={isDoubtful ? "Enter" : "Esc"}>
          {say.issue.mend}
        </Button>
        <Button ref={yes} kind="main" type="submit" hotkey={isDoubtful ? undefined : "Enter"}>
          {say.issue.yes}
        </Button>
      </p>
    </Step>
  );
}
