import { useSpeech, type Words } from "../../i18n";
import type { DeviceFactsView, Language, MailForm, Problem } from "../../ipc/door";
import { Field } from "../../kit/Field";
import type { Draft, Recipient } from "./draft";
import { useSite } from "./useSite";

/** What the application asks for; nothing where no box is ticked. */
export function mailOf(draft: Draft, language: Language): MailForm | null {
  const to = (draft.mail ?? []).filter((recipient) => recipient.on).map((recipient) => recipient.address);
  return to.length > 0 ? { to, subject: draft.subject, language } : null;
}

interface Props {
  draft: Draft;
  change: (changed: Partial<Draft>) => void;
  facts: DeviceFactsView;
  isAddressMissing: boolean;
  problem: Problem | null;
}

/** The mail that tells the result: two addresses, each with its own box, and a subject that is preset. */
export function MailWish({ draft, change, facts, isAddressMissing, problem }: Props) {
  const { say, explain } = useSpeech();
  const words = say.issue.review;
  const preset = useSite(facts.device, draft.site).site.view?.subject ?? "";
  const mail: [Recipient, Recipient] = draft.mail ?? [
    { on: false, address: facts.own_email ?? "" },
    { on: false, address: "" },
  ];
  const put = (which: 0 | 1, changed: Partial<Recipient>) =>
    change({ mail: mail.with(which, { ...mail[which], ...changed }) as [Recipient, Recipient] });
  const mistakes = problem?.code === "form_mistyped" ? problem.mistakes : [];
  const subjectMistake = mistakes.find((mistake) => mistake.code === "mail_subject");
  const wrong = ({ address }: Recipient): Words | undefined => {
    if (isAddressMissing && address.trim() === "") return words.noAddress;
    const mistake = mistakes.find((mistake) => mistake.code === "mail_address" && mistake.typed === address);
    return mistake && explain(mistake);
  };
  return (
    <section className="mail">
      <h3>{words.mail}</h3>
      {(["first", "second"] as const).map((name, index) => {
        const which = index === 0 ? 0 : 1;
        const recipient = mail[which];
        return (
          <div key={name}>
            <label className="tick">
              <input
                type="checkbox"
                checked={recipient.on}
                onChange={({ target }) => put(which, { on: target.checked })}
              />
              {words.mailTo[name]}
            </label>
            {recipient.on && (
              <Field
                label={words.address[name]}
                type="email"
                value={recipient.address}
                autoComplete="off"
                spellCheck={false}
                wrong={wrong(recipient)}
                onChange={({ target }) => put(which, { address: target.value })}
              />
            )}
          </div>
        );
      })}
      {mail.some((recipient) => recipient.on) && (
        <Field
          label={words.subject}
          value={draft.subject ?? preset}
          autoComplete="off"
          wrong={subjectMistake && explain(subjectMistake)}
          onChange={({ target }) => change({ subject: target.value })}
        />
      )}
    </section>
  );
}
