import { useSpeech } from "../../i18n";
import type { CustomerDetail, OwnerDetail } from "../../ipc/door";
import { Button } from "../../kit/Button";
import { Marked } from "../../kit/Marked";
import { useFrame } from "../../kit/place";
import { History } from "./History";
import { Belonging, Fact, Facts, Named, PrintButton } from "./parts";

/** A customer with the devices. The customers' room has the rest. */
export function CustomerPage({ detail, query }: { detail: CustomerDetail; query: string }) {
  const { say } = useSpeech();
  const { go } = useFrame();
  const { thing } = detail;
  return (
    <>
      <h2 className="selectable">
        <Marked text={thing.name ?? ""} query={query} />
      </h2>
      <Facts>
        <Fact name={say.thing.kana}>{thing.detail && <Marked text={thing.detail} query={query} />}</Fact>
      </Facts>
      <div className="actions">
        <Button onClick={() => go({ room: "customers", customer: thing.id })}>{say.thing.openCustomer}</Button>
        {detail.devices.length > 0 && (
          <PrintButton what={{ keys: [], customer: { id: thing.id, name: thing.name ?? "" } }} />
        )}
      </div>
      <Belonging title={say.thing.devices} things={detail.devices} none={say.thing.noDevices} />
      <History events={detail.history} keys />
    </>
  );
}

/** A contract user of みえますねっと年間パック or i-PRO Remo, with what they have. */
export function OwnerPage({ detail, query }: { detail: OwnerDetail; query: string }) {
  const { say } = useSpeech();
  const { thing } = detail;
  const cameras = thing.kind === "remo_customer";
  return (
    <>
      <Named thing={thing} query={query} />
      <Facts>
        <Fact name={say.thing.email}>{thing.detail && <Marked text={thing.detail} query={query} />}</Fact>
      </Facts>
      <Belonging
        title={cameras ? say.thing.cameras : say.thing.devices}
        things={detail.owns}
        none={say.thing.noDevices}
      />
    </>
  );
}
