import { type FormEvent, useState } from "react";
import { useSpeech } from "../../i18n";
import type { ApplicationView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { keepConversion } from "../../kit/keys";
import { Notice } from "../../kit/Notice";
import type { Asking } from "../../kit/useAsking";
import { Countdown, useLeft } from "./Countdown";
import type { Held } from "./NumberStep";
import { isLastFour, LastFour } from "./numbers";
import { Fact } from "./standing";

interface Props {
  may: ApplicationView;
  site: [string, string];
  held: Held;
  asking: Asking;
  onBack: () => void;
  onSubmit: () => void;
}

/** Everything once more before it cannot be undone. */
export function ApplyReview({ may, site, held, asking, onBack, onSubmit }: Props) {
  const { say, language } = useSpeech();
  const words = say.renew.apply;
  const [typed, setTyped] = useState("");
  const left = useLeft(held.until);
  const sure = isLastFour(typed, may.device);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (sure && left > 0 && asking === "no") onSubmit();
  };
  const why = () => {
    if (asking !== "no") return say.renew.sending;
    if (left === 0) return words.holdOver.what;
    return !sure && say.renew.lastFour.missing;
  };
  return (
    <form className="step review" onSubmit={submit} onKeyDown={keepConversion} noValidate>
      <h2 className="hidden">{words.review}</h2>
      <dl className="facts row subject">
        <Fact name={say.renew.card.device}>
          <span className="number large selectable">{may.device}</span>
        </Fact>
        <Fact name={say.renew.connectionNo}>
          <span className="number large selectable">{held.number}</span>
        </Fact>
      </dl>
      <dl className="facts row">
        <Fact name={say.renew.card.activationKey}>
          <span className="number selectable">{may.activation_key}</span>
        </Fact>
        <Fact name={say.renew.product}>{`${may.card.product} ${may.card.product_name[language]}`}</Fact>
        <Fact name={say.renew.expiry}>{say.renew.relative(may.card.months)}</Fact>
        {site.some(Boolean) && <Fact name={say.renew.site}>{site.filter(Boolean).join(" ")}</Fact>}
      </dl>
      {left > 0 ? <Countdown left={left} /> : <Notice words={words.holdOver} />}
      <div className="irreversible">
        <p>{words.lost}</p>
        <LastFour number={may.device} typed={typed} onTyped={setTyped} />
      </div>
      <div className="buttons">
        <span className="wait" role="status">
          {asking === "slow" && say.renew.sending}
        </span>
        <Button onClick={onBack}>{say.renew.back}</Button>
        <Button kind="final" type="submit" unavailable={why()}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}
