import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { SecondFactorView } from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Tick } from "../../kit/Tick";
import { useSubmit } from "../../kit/useSubmit";
import { DropSecondFactor } from "./DropSecondFactor";
import { SetUpSecondFactor } from "./SetUpSecondFactor";

/** The second factor: one's own, and what an owner demands of everybody (ACC-6). */
export function SecondFactor() {
  const door = useDoor();
  const { asked, again } = useAsked(() => door.secondFactor());
  return (
    <AskedPage asked={asked} onAgain={again}>
      {(state) => <Standing state={state} onChanged={again} />}
    </AskedPage>
  );
}

function Standing({ state, onChanged }: { state: SecondFactorView; onChanged: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.factor;
  const [doing, setDoing] = useState<"set-up" | "drop" | null>(null);
  const { working, problem, submit } = useSubmit();
  const close = () => {
    setDoing(null);
    onChanged();
  };
  const demand = (demanded: boolean) => submit(() => door.demandSecondFactor(demanded), onChanged, onChanged);
  const mayNot = state.may_demand && !state.on && !state.demanded;
  return (
    <>
      <p>{words.lead}</p>
      {state.demanded && !state.on && <Notice words={words.due} />}
      <p className="row">
        <strong className={state.on ? "standing good" : "standing"}>{state.on ? words.isOn : words.isOff}</strong>
        {state.on ? (
          <Button onClick={() => setDoing("drop")} unavailable={state.demanded && words.cannotTurnOff}>
            {words.turnOff}
          </Button>
        ) : (
          <Button kind="main" onClick={() => setDoing("set-up")}>
            {words.begin}
          </Button>
        )}
      </p>
      {state.may_demand && (
        <Tick
          label={words.demand}
          hint={mayNot ? words.demandNeedsOwn : words.demandNote}
          checked={state.demanded}
          aria-disabled={mayNot || working ? true : undefined}
          onChange={(event) => !mayNot && !working && demand(event.target.checked)}
        />
      )}
      {problem && <Notice words={explain(problem)} kind="danger" />}
      {doing === "set-up" && <SetUpSecondFactor onClose={close} />}
      {doing === "drop" && <DropSecondFactor onClose={close} />}
    </>
  );
}
