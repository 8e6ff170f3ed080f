import { memo, useState } from "react";
import { useSpeech } from "../../i18n";
import type { DetailView, ThingView } from "../../ipc/door";
import { Notice } from "../../kit/Notice";
import { CustomerPage, OwnerPage } from "./CustomerPage";
import { DevicePage } from "./DevicePage";
import { KeyPage } from "./KeyPage";
import { CameraPage, MiemasuPage } from "./OtherPages";
import { useDetail } from "./useDetail";
import "./thing.css";

interface Props {
  thing: ThingView;
  query: string;
  /** Changes whenever what is shown may have changed: after a print, after a sync. */
  changed: string;
}

/** One thing: its numbers to read aloud, what belongs to it, and who did what when. A keystroke that changes none of it does not draw it. */
export const ThingPanel = memo(function ThingPanel({ thing, query, changed }: Props) {
  const { say, explain } = useSpeech();
  const [looks, setLooks] = useState(0);
  const answer = useDetail(thing, `${changed} ${looks}`);
  if (answer?.status === "error") return <Notice words={explain(answer.error)} kind="danger" />;
  if (!answer) return <p className="thing-reading">{say.thing.reading}</p>;
  return (
    <div className="thing">
      <Page detail={answer.data} query={query} onShown={() => setLooks(looks + 1)} />
    </div>
  );
});

interface PageProps {
  detail: DetailView;
  query: string;
  /** A secret was shown, which is on record now. */
  onShown: () => void;
}

function Page({ detail, query, onShown }: PageProps) {
  switch (detail.page) {
    case "key":
      return <KeyPage detail={detail} query={query} onShown={onShown} />;
    case "device":
      return <DevicePage detail={detail} query={query} onShown={onShown} />;
    case "customer":
      return <CustomerPage detail={detail} query={query} />;
    case "owner":
      return <OwnerPage detail={detail} query={query} />;
    case "miemasu_device":
      return <MiemasuPage detail={detail} query={query} />;
    case "remo_camera":
      return <CameraPage detail={detail} query={query} />;
  }
}
