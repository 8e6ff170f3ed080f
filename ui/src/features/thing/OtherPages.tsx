import { useSpeech } from "../../i18n";
import type { CameraDetail, MiemasuDetail } from "../../ipc/door";
import { Marked } from "../../kit/Marked";
import { Fact, Facts, Labelled, Look, Named } from "./parts";

/** A device of みえますねっと年間パック with its licence. */
export function MiemasuPage({ detail, query }: { detail: MiemasuDetail; query: string }) {
  const { say, format } = useSpeech();
  const { thing, owner } = detail;
  return (
    <>
      <Named thing={thing} query={query} />
      <Labelled label={say.thing.mac} value={thing.number ?? ""} query={query} />
      <Facts>
        <Fact name={say.thing.domain}>{thing.detail && <Marked text={thing.detail} query={query} />}</Fact>
        <Fact name={say.thing.model}>{detail.model}</Fact>
        <Fact name={say.thing.owner}>
          {owner && (
            <Look text={owner.name}>
              <Marked text={owner.name} query={query} />
            </Look>
          )}
        </Fact>
        <Fact name={say.thing.licence}>
          <span className="line">
            {detail.product} · {say.thing.miemasuStates[detail.state]} · {say.thing.recording(detail.recording_days)}
          </span>
        </Fact>
        <Fact name={say.thing.expiry}>
          <span className="line">{say.thing.monthEnd(detail.expiry)}</span>
          <span className="line">{say.thing.lastRenewal(format.date(`${detail.last_renewal_day}T00:00:00`))}</span>
        </Fact>
      </Facts>
    </>
  );
}

/** A camera of i-PRO Remo with its licence. */
export function CameraPage({ detail, query }: { detail: CameraDetail; query: string }) {
  const { say, format } = useSpeech();
  const { thing, owner } = detail;
  return (
    <>
      <Named thing={thing} query={query} />
      <Labelled label={say.thing.mac} value={thing.number ?? ""} query={query} />
      <Facts>
        <Fact name={say.thing.owner}>
          {owner && (
            <Look text={owner.name}>
              <Marked text={owner.name} query={query} />
            </Look>
          )}
        </Fact>
        <Fact name={say.thing.path}>{say.thing.paths[detail.path]}</Fact>
        <Fact name={say.thing.licence}>{detail.product ?? say.thing.noLicence}</Fact>
        {detail.product && (
          <Fact name={say.thing.expiry}>
            {detail.expiry ? format.date(`${detail.expiry}T00:00:00`) : say.thing.perpetual}
          </Fact>
        )}
      </Facts>
    </>
  );
}
