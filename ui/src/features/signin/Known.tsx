import { useId, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { LinkForm, LinkView, ProfileView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Form } from "../../kit/Form";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";
import type { Outcome } from "./Finished";
import { useExplainHere } from "./places";
import { useProfileLines } from "./Summary";

interface Props {
  link: LinkForm;
  opened: LinkView;
  onDone: (outcome: Outcome) => void;
  onAnother: () => void;
}

type Choice = { what: "keep" } | { what: "another_address" } | { what: "overwrite"; login: string };

/** An address that somebody has: what becomes of what was typed is chosen beside what is registered (ACC-2). */
export function Known({ link, opened, onDone, onAnother }: Props) {
  const { say } = useSpeech();
  const explain = useExplainHere();
  const door = useDoor();
  const name = useId();
  const [choice, setChoice] = useState<Choice>({ what: "keep" });
  const { working, problem, submit } = useSubmit();
  const chosen = opened.accounts.find((account) => choice.what === "overwrite" && account.login === choice.login);
  const choose = () =>
    submit(
      () => door.chooseKnown({ link, choice: choice.what, login: choice.what === "overwrite" ? choice.login : null }),
      (login) => {
        if (choice.what === "another_address") return onAnother();
        onDone({ what: choice.what === "keep" ? "kept" : "overwritten", login });
      },
    );
  const option = (value: Choice, words: string, checked: boolean) => (
    <label key={words}>
      <input type="radio" name={name} checked={checked} onChange={() => setChoice(value)} />
      {words}
    </label>
  );
  return (
    <Form className="step" onSubmit={choose}>
      <h2>{say.register.knownTitle}</h2>
      <p>{say.register.knownLead(opened.email)}</p>
      <fieldset className="choice tall">
        <legend>{say.register.choice}</legend>
        <div className="options">
          {option({ what: "keep" }, say.register.keep, choice.what === "keep")}
          {opened.accounts.map(({ login, company }) =>
            option(
              { what: "overwrite", login },
              say.register.overwrite(login, company),
              choice.what === "overwrite" && choice.login === login,
            ),
          )}
          {option({ what: "another_address" }, say.register.another, choice.what === "another_address")}
        </div>
      </fieldset>
      {chosen?.profile && opened.typed && <BeforeAfter before={chosen.profile} after={opened.typed} />}
      {problem && <Notice words={explain(problem)} kind="danger" />}
      <p className="buttons">
        <Button kind="main" type="submit" unavailable={working && say.account.sending}>
          {working ? say.account.sending : say.register.choose}
        </Button>
      </p>
    </Form>
  );
}

/** What is registered beside what was typed; where they differ, it stands out. */
function BeforeAfter({ before, after }: { before: ProfileView; after: ProfileView }) {
  const { say } = useSpeech();
  const lines = useProfileLines();
  const old = new Map(lines(before));
  return (
    <table className="plain-table before-after">
      <thead>
        <tr>
          {[say.register.item, say.register.before, say.register.after].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines(after).map(([name, value]) => (
          <tr key={name} className={old.get(name) === value ? undefined : "differs"}>
            <th scope="row">{name}</th>
            <td>{old.get(name) || "–"}</td>
            <td>{value || "–"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
