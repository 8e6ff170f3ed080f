import { useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { SessionView } from "../../ipc/door";
import { AskedPage, useAsked } from "../../kit/Asked";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import { useSubmit } from "../../kit/useSubmit";

/** Where one is signed in; an owner sees everybody. */
export function Sessions() {
  const { say, explain, format } = useSpeech();
  const door = useDoor();
  const { asked, again } = useAsked(() => door.sessions());
  const [done, setDone] = useState("");
  const { working, problem, submit } = useSubmit();
  const words = say.account.sessions;
  const since = (session: SessionView) => (session.opened_at ? format.moment(session.opened_at) : words.unknown);
  return (
    <AskedPage asked={asked} onAgain={again}>
      {(sessions) => {
        const own = sessions.find((session) => session.own);
        const others = sessions.filter((session) => !session.own && session.login === own?.login);
        const end = ({ id }: SessionView) =>
          submit(
            () => door.endSession(id),
            () => {
              setDone(words.ended);
              again();
            },
            again,
          );
        const endOthers = () =>
          submit(
            () => door.endOtherSessions(),
            (ended) => {
              setDone(words.endedAll(ended));
              again();
            },
            again,
          );
        return (
          <>
            <p>{words.lead}</p>
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">{words.whose}</th>
                  <th scope="col">{words.computer}</th>
                  <th scope="col">{words.since}</th>
                  <th scope="col">
                    <span className="hidden">{words.end}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {sessions.map((session) => (
                  <tr key={session.id}>
                    <th scope="row">
                      <span className="number">{session.login}</span>
                    </th>
                    <td>{session.computer ?? words.unknown}</td>
                    <td>{since(session)}</td>
                    <td className="actions">
                      {session.own ? (
                        <span className="grey">{words.here}</span>
                      ) : (
                        <Button
                          kind="quiet"
                          aria-label={words.endOf(session.login, since(session))}
                          unavailable={working && say.account.sending}
                          onClick={() => end(session)}
                        >
                          {words.end}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {problem && problem.code !== "gone" && <Notice words={explain(problem)} kind="danger" />}
            <p className="row">
              <Button
                onClick={endOthers}
                unavailable={working ? say.account.sending : others.length === 0 && words.noOthers}
              >
                {words.endOthers}
              </Button>
              <span role="status">{done}</span>
            </p>
            <p className="grey">{words.ownNote}</p>
          </>
        );
      }}
    </AskedPage>
  );
}
