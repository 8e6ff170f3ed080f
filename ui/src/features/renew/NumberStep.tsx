import { useEffect, useEffectEvent, useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { OfferView, Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { Told } from "../../kit/Told";
import { useAsking } from "../../kit/useAsking";
import { Countdown, useLeft } from "./Countdown";
import { Trouble } from "./problems";

/** A number that was chosen, and until when it is held, on this window's clock. */
export interface Held {
  number: string;
  until: number;
}

type Drawn =
  | { state: "drawing" }
  | { state: "problem"; problem: Problem }
  | { state: "offered"; offer: OfferView; until: number; exhausted: boolean };

interface Props {
  device: string;
  /** The number that was chosen before. */
  wish: string | null;
  onChosen: (held: Held) => void;
  onBack: () => void;
}

/** TSU-11: one of three connection numbers, held for ten minutes; others are drawn a few times. */
export function NumberStep({ device, wish, onChosen, onBack }: Props) {
  const { say } = useSpeech();
  const words = say.renew.apply;
  const door = useDoor();
  const { asking, ask } = useAsking();
  const group = useId();
  const [drawn, setDrawn] = useState<Drawn>({ state: "drawing" });
  const [chosen, setChosen] = useState<string | null>(null);
  const until = drawn.state === "offered" ? drawn.until : 0;
  const left = useLeft(until);

  const draw = async (others: boolean) => {
    if (asking !== "no") return;
    const answer = await ask(door.offerNumbers(device, others));
    if (!answer) return;
    if (answer.status === "ok") {
      setChosen(answer.data.candidates.find((number) => number === wish) ?? null);
      const exhausted = answer.data.redraws_left === 0;
      const until = Date.now() + answer.data.seconds_left * 1000;
      setDrawn({ state: "offered", offer: answer.data, until, exhausted });
    } else if (answer.error.code === "no_more_numbers" && drawn.state === "offered") {
      setDrawn({ ...drawn, exhausted: true });
    } else setDrawn({ state: "problem", problem: answer.error });
  };
  // Whoever looks elsewhere and comes back finds what was offered.
  const first = useEffectEvent(() => drawn.state === "drawing" && void draw(false));
  useEffect(() => void first(), []);

  const over = drawn.state === "offered" && left === 0;
  return (
    <form
      className="step numbers"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && !over) onChosen({ number: chosen, until });
      }}
    >
      <h2>{words.numbers}</h2>
      <Told>{drawn.state === "drawing" && asking === "slow" && <p>{words.drawing}</p>}</Told>
      {drawn.state === "problem" && <Trouble problem={drawn.problem} device={device} />}
      {drawn.state === "offered" && (
        <>
          <p>{words.numbersNote}</p>
          {wish && !drawn.offer.candidates.includes(wish) && <p className="note">{words.notHeld(wish)}</p>}
          <fieldset className="candidates" disabled={over}>
            <legend className="hidden">{words.numbers}</legend>
            {drawn.offer.candidates.map((number, index) => (
              <label key={number}>
                <input
                  type="radio"
                  name={group}
                  autoFocus={chosen ? chosen === number : index === 0}
                  checked={chosen === number}
                  onChange={() => setChosen(number)}
                />
                <span className="number">{number}</span>
              </label>
            ))}
          </fieldset>
          {over ? (
            <Notice words={words.holdOver}>
              <p>
                <Button kind="main" onClick={() => draw(false)}>
                  {words.drawAgain}
                </Button>
              </p>
            </Notice>
          ) : (
            <>
              <Countdown left={left} />
              <div className="others">
                <Button
                  onClick={() => draw(true)}
                  unavailable={asking !== "no" ? words.drawing : drawn.exhausted && words.noOthers}
                >
                  {words.others(drawn.offer.redraws_left)}
                </Button>
                <span className="note">{drawn.exhausted ? words.noOthers : words.othersNote}</span>
              </div>
            </>
          )}
        </>
      )}
      <div className="buttons">
        <Button onClick={onBack}>{say.renew.back}</Button>
        {drawn.state === "problem" && <Button onClick={() => draw(false)}>{words.drawAgain}</Button>}
        <Button kind="main" type="submit" unavailable={over ? words.holdOver.what : chosen === null && words.choose}>
          {say.renew.next}
        </Button>
      </div>
    </form>
  );
}
