import { useSpeech } from "../../i18n";
import type { StatusView } from "../../ipc/door";
import "./status.css";

interface Props {
  status: StatusView;
  syncing: boolean;
}

/** How things stand, always in the same place. */
export function StatusLine({ status, syncing }: Props) {
  const { say, format } = useSpeech();
  const online = syncing ? "syncing" : status.online.state;
  return (
    <ul className="status" aria-label={say.status.label} aria-live="polite">
      <li className={online}>
        <span className="dot" aria-hidden="true" />
        {say.status[online]}
      </li>
      <li>{status.last_sync ? say.status.lastSync(format.recent(status.last_sync, new Date())) : say.status.never}</li>
      {status.waiting > 0 && <li className="due">{say.status.waiting(status.waiting)}</li>}
      {status.maintenance[0] && (
        <li className="due">
          {status.maintenance[0].now
            ? say.status.maintenanceNow
            : say.status.maintenance(format.brief(status.maintenance[0].from))}
        </li>
      )}
      {status.warnings.length > 0 && <li className="due">{say.status.warnings(status.warnings.length)}</li>}
    </ul>
  );
}
