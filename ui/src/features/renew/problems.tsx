import type { Speech } from "../../i18n";
import { useSpeech } from "../../i18n";
import type { Problem } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useFrame } from "../../kit/place";
import type { CardWrong } from "./numbers";

/** What can be said beside a field, and what is left to be said of all. */
export function beside(
  problem: Problem | null,
  explain: Speech["explain"],
): { fields: CardWrong; rest: Problem | null } {
  if (problem?.code === "form_mistyped") {
    const fields: CardWrong = {};
    for (const mistake of problem.mistakes) if ("field" in mistake) fields[mistake.field] = explain(mistake);
    return { fields, rest: null };
  }
  const line = problem?.code === "lines_refused" ? problem.lines[0] : undefined;
  // What belongs elsewhere leads there.
  if (line && line.code !== "other_programme") return { fields: { activation_key: explain(line) }, rest: null };
  return { fields: {}, rest: problem };
}

/** What stands in the way, with the way out. */
export function Trouble({ problem, device }: { problem: Problem; device: string }) {
  const { say, explain } = useSpeech();
  const { go } = useFrame();
  const line = problem.code === "lines_refused" ? problem.lines[0] : undefined;
  const elsewhere = line?.code === "other_programme" && line.programme === "kms";
  return (
    <Notice words={explain(line ?? problem)} kind="danger">
      {problem.code === "extend_instead" && (
        <p>
          <Button onClick={() => go({ room: "renew", tab: "extend", device })}>{say.renew.apply.toExtend}</Button>
        </p>
      )}
      {(problem.code === "nothing_to_extend" || problem.code === "grace_over") && (
        <p>
          <Button onClick={() => go({ room: "renew", tab: "apply", device })}>{say.renew.extend.toApply}</Button>
        </p>
      )}
      {elsewhere && (
        <p>
          <Button onClick={() => go({ room: "issue", device })}>{say.renew.apply.toIssue}</Button>
        </p>
      )}
    </Notice>
  );
}
