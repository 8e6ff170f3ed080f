import { useSpeech } from "../../i18n";
import type { ProfileView } from "../../ipc/door";
import { type Typing, useCountryName } from "../../kit/account/ProfileFields";

/** The lines of a profile with their names, as people read them. */
export function useProfileLines() {
  const { say } = useSpeech();
  const country = useCountryName();
  const bare = (field: "company" | "country" | "postal_code" | "phone" | "address" | "contact") =>
    say.account.fields[field].replace(/[（(].*$/, "").trim();
  return (profile: ProfileView): [string, string][] => [
    [bare("company"), profile.company],
    [bare("country"), country(profile.country)],
    [bare("postal_code"), profile.postal_code],
    [bare("address"), profile.address.filter((line) => line.trim() !== "").join("\n")],
    [bare("phone"), profile.phone],
    [bare("contact"), profile.contact],
    [say.account.news, profile.news ? say.account.newsValue.yes : say.account.newsValue.no],
  ];
}

/** Everything that was typed, to be looked over once more. */
export function Summary({ typing }: { typing: Typing }) {
  const { say } = useSpeech();
  const lines = useProfileLines();
  return (
    <dl className="summary selectable">
      {[...lines(typing.profile), [say.account.staff.email, typing.email.trim()]].map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
