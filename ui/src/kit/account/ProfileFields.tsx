import { useEffect, useId, useMemo, useState } from "react";
import { useSpeech, type Words } from "../../i18n";
import { useDoor } from "../../ipc/context";
import type { ProfileField, ProfileView } from "../../ipc/door";
import { Field } from "../Field";
import { Select } from "../Select";
import { Tick } from "../Tick";
import "./account.css";

/** What is said of a dealer, with its mail address, as it is typed. */
export interface Typing {
  profile: ProfileView;
  email: string;
  email_confirmation: string;
}

export const emptyProfile: ProfileView = {
  company: "",
  country: "JP",
  postal_code: "",
  phone: "",
  address: ["", "", "", "", ""],
  contact: "",
  news: true,
};

interface Props {
  value: Typing;
  onChange: (value: Typing) => void;
  /** Every field that is not taken. */
  wrong: ReadonlySet<ProfileField>;
  /** A field was left. */
  onLeave: (field: ProfileField) => void;
  /** How the mail address is changed. */
  emailHint?: string;
  autoFocus?: boolean;
}

/** The fields of §0.1, in two columns. */
export function ProfileFields({ value, onChange, wrong, onLeave, emailHint, autoFocus }: Props) {
  const { say } = useSpeech();
  const { profile } = value;
  const set = (part: Partial<ProfileView>) => onChange({ ...value, profile: { ...profile, ...part } });
  const line = (field: "company" | "postal_code" | "phone" | "contact") => ({
    name: field,
    label: say.account.fields[field],
    value: profile[field],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
    onBlur: () => onLeave(field),
    wrong: wrong.has(field) ? say.account.wrong[field] : undefined,
  });
  const mail = (field: "email" | "email_confirmation") => ({
    name: field,
    label: say.account.fields[field],
    value: value[field],
    inputMode: "email" as const,
    autoCapitalize: "none",
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => onChange({ ...value, [field]: event.target.value }),
    onBlur: () => onLeave(field),
    wrong: wrong.has(field) ? (value[field].trim() ? say.account.wrong[field] : say.account.required) : undefined,
  });
  return (
    <div className="profile-fields">
      <div className="column">
        <Field {...line("company")} autoComplete="organization" autoFocus={autoFocus} />
        <Countries
          value={profile.country}
          onChoose={(country) => set({ country })}
          onLeave={() => onLeave("country")}
          wrong={wrong.has("country") ? say.account.wrong.country : undefined}
        />
        <Field {...line("contact")} autoComplete="name" />
        <Field {...line("phone")} inputMode="tel" autoComplete="tel" />
        <Field {...line("postal_code")} autoComplete="postal-code" />
      </div>
      <div className="column">
        <Address
          lines={profile.address}
          onChange={(address) => set({ address })}
          onLeave={() => onLeave("address")}
          wrong={wrong.has("address") ? say.account.wrong.address : undefined}
        />
        <Field {...mail("email")} hint={emailHint} autoComplete="email" />
        <Field {...mail("email_confirmation")} autoComplete="off" />
      </div>
      <Tick
        label={say.account.news}
        hint={say.account.newsNote}
        checked={profile.news}
        onChange={(event) => set({ news: event.target.checked })}
      />
    </div>
  );
}

/** The names of countries, which the system knows in both languages. */
export function useCountryName() {
  const { language } = useSpeech();
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    return (code: string) => names.of(code) ?? code;
  }, [language]);
}

function Countries(props: {
  value: string;
  onChoose: (country: string) => void;
  onLeave: () => void;
  wrong: Words | undefined;
}) {
  const { say, language } = useSpeech();
  const door = useDoor();
  const name = useCountryName();
  const [codes, setCodes] = useState<string[]>([props.value]);
  useEffect(() => {
    door.countries().then((answer) => answer.status === "ok" && setCodes(answer.data));
  }, [door]);
  const options = useMemo(() => {
    const [first = "", ...others] = codes.map((code) => [code, name(code)] as const);
    const order = new Intl.Collator(language);
    return first === "" ? [] : [first, ...others.toSorted((one, other) => order.compare(one[1], other[1]))];
  }, [codes, name, language]);
  return (
    <Select
      name="country"
      label={say.account.fields.country}
      autoComplete="country"
      value={props.value}
      options={options}
      onChange={(event) => props.onChoose(event.target.value)}
      onBlur={props.onLeave}
      wrong={props.wrong}
    />
  );
}

function Address(props: {
  lines: string[];
  onChange: (lines: string[]) => void;
  onLeave: () => void;
  wrong: Words | undefined;
}) {
  const { say } = useSpeech();
  const id = useId();
  const lines = [0, 1, 2, 3, 4].map((nth) => props.lines[nth] ?? "");
  return (
    <fieldset className="address">
      <legend>{say.account.fields.address}</legend>
      {lines.map((line, nth) => (
        <input
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines stay in their places
          key={nth}
          name={nth === 0 ? "address" : undefined}
          className="input"
          aria-label={say.account.addressLine(nth + 1)}
          aria-invalid={props.wrong && nth === 0 ? true : undefined}
          aria-describedby={props.wrong ? id : undefined}
          autoComplete={nth < 3 ? `address-line${nth + 1}` : "off"}
          value={line}
          onChange={(event) => props.onChange(lines.with(nth, event.target.value))}
          onBlur={nth === 0 ? props.onLeave : undefined}
        />
      ))}
      {props.wrong && (
        <p id={id} className="wrong" role="alert">
          {props.wrong.what}
        </p>
      )}
    </fieldset>
  );
}
