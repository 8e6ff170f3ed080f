import { useState } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { CopyButton } from "../../kit/CopyButton";

/** A number that is shown only when somebody asks for it. */
export function Secret({ label, value }: { label: string; value: string }) {
  const { say } = useSpeech();
  const [shown, setShown] = useState(false);
  return (
    <div className="labelled">
      <p className="label">{label}</p>
      <p className="value">
        {shown ? (
          <span className="number selectable">{value}</span>
        ) : (
          <span className="number">
            <span aria-hidden="true">{value.replace(/[^-]/g, "•")}</span>
            <span className="hidden">{say.secret.masked}</span>
          </span>
        )}
        <Button
          kind="quiet"
          aria-pressed={shown}
          aria-label={shown ? say.secret.hideOf(label) : say.secret.showOf(label)}
          onClick={() => setShown(!shown)}
        >
          {shown ? say.secret.hide : say.secret.show}
        </Button>
        {shown && <CopyButton what={label} text={value} />}
      </p>
    </div>
  );
}
