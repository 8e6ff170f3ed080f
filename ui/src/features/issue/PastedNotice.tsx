import { useEffect, useRef } from "react";
import { useSpeech } from "../../i18n";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";
import type { Pasted } from "./pasted";

interface Props {
  pasted: Pasted | null;
  onDevice?: (device: string) => void;
}

/** What came of pasting a text, brought into sight. */
export function PastedNotice(props: Props) {
  const element = useRef<HTMLDivElement>(null);
  const { pasted } = props;
  useEffect(() => {
    if (pasted) element.current?.scrollIntoView({ block: "nearest" });
  }, [pasted]);
  return (
    <div ref={element} className="pasted" role="status">
      <WhatCame {...props} />
    </div>
  );
}

function WhatCame({ pasted, onDevice }: Props) {
  const { say } = useSpeech();
  const words = say.issue.paste;
  if (!pasted) return null;
  if (pasted.result === "none") return <Notice words={words.none} />;
  if (pasted.result === "several") {
    return (
      <div className="several">
        <p>{words.several}</p>
        {pasted.devices.map((device) => (
          <Button key={device} onClick={() => onDevice?.(device)}>
            <span className="number">{device}</span>
          </Button>
        ))}
      </div>
    );
  }
  return (
    <>
      {(pasted.devices > 0 || pasted.keys > 0) && <p className="filled">{words.filled(pasted.devices, pasted.keys)}</p>}
      {pasted.other && <Notice words={{ what: words.otherDevice.what(pasted.other), todo: words.otherDevice.todo }} />}
      {pasted.left > 0 && <Notice words={{ what: words.tooMany.what(pasted.left), todo: words.tooMany.todo }} />}
    </>
  );
}
