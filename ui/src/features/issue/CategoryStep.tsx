import { useLayoutEffect, useRef } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { inBoxes } from "../../kit/boxes";
import { Choice } from "../../kit/Choice";
import { type Category, categories, sizes } from "./draft";
import { Step, type StepProps } from "./Step";

/** What kind of device it is. Nearly always the one that is preset. */
export function CategoryStep({ draft, change, go }: StepProps) {
  const { say } = useSpeech();
  const next = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => next.current?.focus(), []);
  const choose = (category: Category) =>
    change({ category, device: inBoxes(draft.device.join(""), sizes[category === "hd" ? "mpr" : "mac"]) });
  return (
    <Step title={say.issue.category.question} onNext={() => go({ at: "device" })}>
      <Choice
        label={say.issue.category.label}
        value={draft.category}
        options={categories}
        names={say.issue.category.names}
        onChoose={choose}
      />
      <p className="grey">{say.issue.category.notes[draft.category]}</p>
      <p className="buttons">
        <Button kind="main" type="submit" hotkey="Enter" ref={next}>
          {say.issue.next}
        </Button>
      </p>
    </Step>
  );
}
