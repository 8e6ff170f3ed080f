import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { Form, focusOn } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import { DialogButtons } from "./parts";

/** Turning the own second factor off, with a code of it. */
export function DropSecondFactor({ onClose }: { onClose: () => void }) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const words = say.account.factor;
  const [code, setCode] = useState("");
  const { working, problem, setProblem, submit } = useSubmit();
  const wrong = problem?.code === "second_factor_wrong";
  const send = (fields: HTMLFormControlsCollection) => {
    if (code.trim() === "") return focusOn(fields, "code");
    submit(
      () => door.dropSecondFactor(code),
      onClose,
      () => focusOn(fields, "code"),
    );
  };
  return (
    <Dialog title={words.turnOffTitle} className="ask" onClose={onClose}>
      <Form className="form" onSubmit={send}>
        <p>{words.turnOffNote}</p>
        <Field
          name="code"
          label={words.codeOrRecovery}
          autoCapitalize="none"
          autoComplete="one-time-code"
          spellCheck={false}
          data-first
          value={code}
          onChange={(event) => {
            setCode(event.target.value);
            setProblem(null);
          }}
          wrong={problem && wrong ? explain(problem) : undefined}
        />
        {problem && !wrong && <Notice words={explain(problem)} kind="danger" />}
        <DialogButtons act={words.turnOff} working={working} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
