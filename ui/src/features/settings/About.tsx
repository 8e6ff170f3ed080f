import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { useDoor } from "../../ipc/context";
import { Button } from "../../kit/Button";
import { useHelp } from "../../kit/help";
import { Licences } from "./Licences";

/** What this program is, what explains it, and what it is made of. */
export function About() {
  const { say } = useSpeech();
  const door = useDoor();
  const help = useHelp();
  const words = say.account.about;
  const [version, setVersion] = useState("");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    door.version().then((answer) => answer.status === "ok" && setVersion(answer.data));
  }, [door]);
  return (
    <>
      <p className="selectable">
        {words.version(version)}
        <br />
        <span className="grey">{words.licence}</span>
      </p>
      <p className="row">
        <Button onClick={() => help.manual("start")} hotkey="F1">
          {words.manual}
        </Button>
        <Button onClick={help.shortcuts} hotkey="?">
          {words.shortcuts}
        </Button>
        <Button onClick={help.policies}>{words.policies}</Button>
      </p>
      <h3>{words.libraries}</h3>
      <p>
        <Button onClick={() => setOpen(true)}>{words.showLibraries}</Button>
      </p>
      {open && <Licences onClose={() => setOpen(false)} />}
    </>
  );
}
