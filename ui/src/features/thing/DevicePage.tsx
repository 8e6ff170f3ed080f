import { useSpeech } from "../../i18n";
import type { DeviceDetail, SubscriptionDetail } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Marked } from "../../kit/Marked";
import { useFrame } from "../../kit/place";
import { stateWord } from "../../kit/states";
import { History } from "./History";
import { Belonging, CustomerLine, Fact, Facts, Labelled, Look, PrintButton } from "./parts";
import { Secret } from "./Secret";

interface Props {
  detail: DeviceDetail;
  query: string;
  onShown: () => void;
}

/** A device: where it stands, whose it is, its keys, its subscription, and what was done with it. */
export function DevicePage({ detail, query, onShown }: Props) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const { device, keys, subscription, customer } = detail;
  const site = detail.site.filter(Boolean);
  return (
    <>
      <Labelled label={device.includes(":") ? say.thing.mac : say.thing.mpr} value={device} query={query} hero />
      <div className="actions">
        <Button onClick={() => go({ room: "issue", device })}>{say.thing.issue}</Button>
        {subscription && (
          <Button onClick={() => go({ room: "renew", tab: "extend", device })}>{say.thing.extend}</Button>
        )}
        {keys.length > 0 && (
          <PrintButton what={{ keys: keys.map((key) => key.id), device, document: "registration-sheet" }} />
        )}
      </div>
      <Facts>
        <Fact name={say.thing.customer}>{customer && <CustomerLine customer={customer} query={query} />}</Fact>
        <Fact name={say.thing.site}>
          {site.map((line) => (
            <span key={line} className="line">
              <Marked text={line} query={query} />
            </span>
          ))}
        </Fact>
      </Facts>
      {subscription && <Subscription subscription={subscription} query={query} onShown={onShown} />}
      <section className="part" aria-label={say.thing.keysHere}>
        <p className="label">{say.thing.keysHere}</p>
        {keys.length === 0 && <p className="grey">{say.thing.noKeysHere}</p>}
        <ul className="keys">
          {keys.map((key) => (
            <li key={key.id}>
              <Look text={key.id}>
                <span className="number">
                  <Marked text={key.id} query={query} />
                </span>
              </Look>
              <span className="grey">{key.product}</span>
              <Secret activationKey={key.id} secret="registration_key" bare onShown={onShown} />
            </li>
          ))}
        </ul>
      </section>
      {detail.others.length > 0 && <Belonging title={say.thing.others} things={detail.others} none="" />}
      <History events={detail.history} keys />
    </>
  );
}

/** A subscription of つながるねっと, with its end in Greenwich and in Japan (TSU-9). */
function Subscription({
  subscription,
  query,
  onShown,
}: {
  subscription: SubscriptionDetail;
  query: string;
  onShown: () => void;
}) {
  const { say, format } = useSpeech();
  const { standing, began_with: beganWith } = subscription;
  return (
    <section className="part" aria-label={say.thing.subscription}>
      <p className="label">
        {say.thing.subscription} <span className={`state ${standing.state}`}>{stateWord(standing.state, say)}</span>
      </p>
      <Labelled label={say.thing.connectionNo} value={subscription.connection_no} query={query} />
      {beganWith && <Secret activationKey={beganWith} secret="registration_key" onShown={onShown} />}
      <Facts>
        <Fact name={say.thing.expiry}>
          {standing.expiry && standing.expiry_in_japan ? (
            <>
              <span className="line">{say.thing.expiryGmt(format.date(`${standing.expiry}T00:00:00`))}</span>
              <span className="line">{say.thing.expiryJapan(format.moment(standing.expiry_in_japan))}</span>
            </>
          ) : (
            say.thing.relative(standing.months)
          )}
          {standing.state === "grace" && standing.grace_ends && (
            <span className="line">{say.thing.graceEnds(format.date(`${standing.grace_ends}T00:00:00`))}</span>
          )}
        </Fact>
        {subscription.terms.map((term) => (
          <Fact key={`${term.applied_at} ${term.product}`} name={term.product}>
            {say.thing.months(term.months)} {say.thing.doneBy(format.date(term.applied_at), term.applied_by)}
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
