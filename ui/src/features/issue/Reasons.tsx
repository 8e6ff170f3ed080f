import { useSpeech } from "../../i18n";
import type { OutcomeView } from "../../ipc/door";
import "./applications.css";

/** Why an application was refused: line by line, where it was for its lines. */
export function Reasons({ answer }: { answer: Extract<OutcomeView, { outcome: "refused" }> }) {
  const { explain } = useSpeech();
  const lines = answer.code === "lines_refused" ? answer.lines : [];
  return (
    <ul className="reasons">
      {lines.map(({ activation_key, ...refusal }) => (
        <li key={activation_key}>
          <span className="number selectable">{activation_key}</span> {explain(refusal).what}
        </li>
      ))}
      {lines.length === 0 && (
        <li>
          {explain(answer).what} {explain(answer).todo}
        </li>
      )}
    </ul>
  );
}
