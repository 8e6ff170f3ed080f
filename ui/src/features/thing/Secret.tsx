import { useEffect, useRef, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { Answer, Problem, SecretKind } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";
import { Notice } from "../../kit/Notice";

type Look = { state: "masked" } | { state: "shown"; value: string } | { state: "refused"; problem: Problem };

interface Props {
  activationKey: string;
  secret: SecretKind;
  /** Whether its name is in sight already, above a list of them. */
  bare?: boolean;
  /** It was shown or copied, which is on record now. */
  onShown: () => void;
}

const masked: Record<SecretKind, string> = { registration_id: "••••-••••", registration_key: "••••-••••-••••-••••" };

/** A number that is fetched and shown only when somebody asks for it. */
export function Secret({ activationKey, secret, bare, onShown }: Props) {
  const { say, explain } = useSpeech();
  const door = useDoor();
  const [look, setLook] = useState<Look>({ state: "masked" });
  // Whoever leaves it, in whatever way, leaves it masked.
  const inSight = useRef(false);
  useEffect(() => {
    inSight.current = true;
    return () => {
      inSight.current = false;
      setLook({ state: "masked" });
    };
  }, []);
  const name = say.secret.names[secret];
  // Of several in a list, each says whose it is.
  const label = bare ? `${name} ${activationKey}` : name;

  const reveal = async (): Promise<Answer<string>> => {
    const answer = await door.reveal(secret, activationKey);
    if (answer.status === "ok") onShown();
    return answer;
  };
  const toggle = async () => {
    if (look.state === "shown") return setLook({ state: "masked" });
    const answer = await reveal();
    if (!inSight.current) return;
    setLook(
      answer.status === "ok" ? { state: "shown", value: answer.data } : { state: "refused", problem: answer.error },
    );
  };
  return (
    <div className="labelled">
      {!bare && <p className="label">{name}</p>}
      <p className="value">
        {look.state === "shown" ? (
          <span className="number selectable">{look.value}</span>
        ) : (
          <span className="number">
            <span aria-hidden="true">{masked[secret]}</span>
            <span className="hidden">{say.secret.masked}</span>
          </span>
        )}
        <Button
          kind="quiet"
          aria-pressed={look.state === "shown"}
          aria-label={look.state === "shown" ? say.secret.hideOf(label) : say.secret.showOf(label)}
          title={look.state === "shown" ? undefined : say.secret.recorded}
          onClick={toggle}
        >
          {look.state === "shown" ? say.secret.hide : say.secret.show}
        </Button>
        <CopyButton what={label} text={look.state === "shown" ? look.value : reveal} />
      </p>
      {look.state === "refused" && <Notice words={explain(look.problem)} kind="danger" />}
    </div>
  );
}
