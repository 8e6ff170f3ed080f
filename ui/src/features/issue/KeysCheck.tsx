import { useLayoutEffect, useRef } from "react";
import { useSpeech } from "../../i18n";
import type { ForeseenView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Step, type StepProps } from "./Step";
import { pairOf } from "./useKnown";

interface Props extends StepProps {
  foreseen: ReadonlyMap<number, ForeseenView>;
}

/** Are these the keys? */
export function KeysCheck({ draft, go, foreseen }: Props) {
  const { say, language } = useSpeech();
  const words = say.issue.keys;
  const yes = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => yes.current?.focus(), []);
  return (
    <Step title={words.question} onBack={() => go({ at: "keys" })} onNext={() => go({ at: "review" })}>
      <table className="selectable">
        <thead>
          <tr>
            <th>{words.columns.line}</th>
            <th>{words.columns.key}</th>
            <th>{words.columns.id}</th>
            <th>{words.columns.product}</th>
          </tr>
        </thead>
        <tbody>
          {draft.lines.map((line, index) => {
            const product = foreseen.get(line.id)?.product;
            const pair = pairOf(line);
            return (
              <tr key={line.id}>
                <td>{index + 1}</td>
                <td className="number">{pair.activation_key}</td>
                <td className="number">{pair.registration_id}</td>
                <td>
                  {product ? (
                    <>
                      {product.code} <span className="grey">{product.purpose[language]}</span>
                    </>
                  ) : (
                    <span className="grey">{words.unknownProduct}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="buttons">
        <Button onClick={() => go({ at: "keys" })} hotkey="Esc">
          {say.issue.mend}
        </Button>
        <Button ref={yes} kind="main" type="submit" hotkey="Enter">
          {say.issue.yes}
        </Button>
      </p>
    </Step>
  );
}
