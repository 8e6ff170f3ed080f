import type { Asking, HitView, KeyView } from "../door";
import { no, ok } from "./answer";

/** Three keys of each kind there is: registered, unregistered, and with long names. */
export const fakeHits: HitView[] = Array.from({ length: 60 }, (_, index) => {
  const digits = (0x1d8b0cafe * (index + 7)).toString(16).toUpperCase().padStart(16, "0");
  const groups = digits.match(/.{4}/g) ?? [];
  const registered = index % 3 !== 2;
  return {
    activation_key: groups.join("-"),
    registration_id: `${groups[3]}-${groups[2]}`,
    product: ["KX-VCS101", "KX-VCS201", "KX-VCS301"][index % 3] ?? "",
    device: registered ? `00:80:F0:${digits.slice(-6).replace(/(..)(..)(..)/, "$1:$2:$3")}` : null,
    registration_key: registered ? groups.toReversed().join("-") : null,
    site: registered ? (["本社 3階会議室", "福岡支店 テレビ会議室（北側）", "物流センター"][index % 3] ?? null) : null,
    customer: registered
      ? (["株式会社ミナト計器", "医療法人社団 東雲会 しののめ総合病院", "大和田運輸"][index % 3] ?? null)
      : null,
    issued_at: registered ? "2026-03-09T05:12:00Z" : null,
  };
});

function found(query: string) {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll("-", "");
  const hits = fakeHits.filter((hit) =>
    Object.values(hit).some((value) => value && plain(value).includes(plain(query))),
  );
  return { hits, more: false };
}

function keyView(activationKey: string): KeyView {
  const hit = fakeHits.find((hit) => hit.activation_key === activationKey) ?? fakeHits[0];
  if (!hit) throw new Error("there are no invented keys");
  return {
    hit,
    product_name: { ja: "多地点接続ソフトウェア", en: "Multipoint software" },
    purpose: { ja: "ソフトウェア拡張", en: "Software upgrade" },
    programme: "kms",
    issued_by: hit.device && "demo1234",
    prints: [
      { document: "startup-card", at: "2026-11-20T01:30:00Z", by: "demo1234", copy: 2 },
      { document: "startup-card", at: "2026-11-19T08:02:00Z", by: "demo1234", copy: 1 },
    ],
  };
}

/** Looking up. */
export const lookUp = {
  find: async (query) => (query.length < 2 ? no({ code: "query_too_short" }) : ok(found(query))),
  key: async (activationKey) => ok(keyView(activationKey)),
} satisfies Partial<Asking>;
