import { useSpeech } from "../i18n";
import type { MaintenanceView } from "../ipc/door";

/** What the operator has announced: when, how long, and what goes on meanwhile. */
export function MaintenanceNotice({ windows }: { windows: MaintenanceView[] }) {
  const { say, format, language } = useSpeech();
  return windows.map((window) => (
    <div key={window.from} className="notice" role="note">
      <p>
        <strong className="what">{window.now ? say.maintenance.titleNow : say.maintenance.title}</strong>{" "}
        {say.maintenance.when(format.moment(window.from), format.moment(window.to), format.span(window.minutes * 60))}
      </p>
      <p>
        {window[language]} {say.maintenance.goesOn}
      </p>
    </div>
  ));
}
