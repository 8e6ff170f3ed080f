import { useSpeech } from "../../i18n";
import type { KeyDetail } from "../../ipc/door";
import { Marked } from "../../kit/Marked";
import { History } from "./History";
import { CustomerLine, Fact, Facts, Labelled, PrintButton } from "./parts";
import { Secret } from "./Secret";

interface Props {
  detail: KeyDetail;
  query: string;
  onShown: () => void;
}

/** An activation key: its numbers, where it is, and what was done with it. */
export function KeyPage({ detail, query, onShown }: Props) {
  const { say, language, format } = useSpeech();
  const { thing } = detail;
  return (
    <>
      <Labelled label={say.thing.number} value={thing.id} query={query} hero />
      <div className="beside">
        <Secret activationKey={thing.id} secret="registration_id" onShown={onShown} />
        <PrintButton what={{ keys: [thing.id], device: thing.device }} />
      </div>
      {thing.device === null ? (
        <p className={thing.state === "waiting" ? "waiting" : "grey"}>
          {thing.state === "waiting" ? say.thing.waiting : say.thing.unregistered}
        </p>
      ) : (
        <>
          <Secret activationKey={thing.id} secret="registration_key" onShown={onShown} />
          <Labelled label={say.thing.device} value={thing.device} query={query} leads />
          <Facts>
            <Fact name={say.thing.customer}>
              {detail.customer && <CustomerLine customer={detail.customer} query={query} />}
            </Fact>
            <Fact name={say.thing.site}>{thing.site && <Marked text={thing.site} query={query} />}</Fact>
            <Fact name={say.thing.issued}>{thing.issued_at && format.moment(thing.issued_at)}</Fact>
          </Facts>
        </>
      )}
      <Facts>
        <Fact name={say.thing.product}>
          {thing.product} {detail.product_name[language]}
        </Fact>
        <Fact name={say.thing.purpose}>{detail.purpose[language]}</Fact>
      </Facts>
      <History events={detail.history} />
    </>
  );
}
