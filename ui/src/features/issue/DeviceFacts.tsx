import { useSpeech } from "../../i18n";
import type { DeviceFactsView, NearDeviceView } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Notice } from "../../kit/Notice";

/** What this computer knows of the device: beside its number, before anyone goes on. */
export function DeviceFacts({ facts, onUse }: { facts: DeviceFactsView | null; onUse: (device: string) => void }) {
  const { say, format } = useSpeech();
  const words = say.issue.device;
  return (
    <aside className="card facts" aria-label={words.known} aria-live="polite">
      <h3>{words.known}</h3>
      {!facts && <p className="grey">{words.waiting}</p>}
      {facts && !facts.known && <p className="grey">{words.unknown}</p>}
      {facts?.known && (
        <dl>
          <dt>{words.customer}</dt>
          <dd>{facts.known.customer ?? words.noSite}</dd>
          <dt>{words.siteShort}</dt>
          <dd>{facts.known.site.filter(Boolean).join(" ") || words.noSite}</dd>
        </dl>
      )}
      {facts && facts.near.length > 0 && (
        <Notice words={words.near}>
          <NearDevices device={facts.device} near={facts.near} onUse={onUse} />
        </Notice>
      )}
      {facts?.known && (
        <>
          <h4>{facts.issued.length > 0 ? words.issued(facts.issued.length) : words.noneIssued}</h4>
          <ul className="issued">
            {facts.issued.map((key) => (
              <li key={key.activation_key}>
                <span>{key.product.code}</span>
                <span className="grey">{format.date(key.issued_at)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

/** The devices that could have been meant, with the digits that differ marked. */
export function NearDevices({
  device,
  near,
  onUse,
}: {
  device: string;
  near: NearDeviceView[];
  onUse?: (device: string) => void;
}) {
  const { say } = useSpeech();
  return (
    <ul className="near">
      {near.map((other) => (
        <li key={other.device}>
          <p className="number">
            {[...other.device].map((digit, place) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: a digit is its place.
              digit === device[place] ? digit : <mark key={place}>{digit}</mark>,
            )}
          </p>
          <p>{[other.customer, other.site].filter(Boolean).join("・")}</p>
          {onUse && (
            <Button kind="quiet" onClick={() => onUse(other.device)}>
              {say.issue.device.useNear}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
