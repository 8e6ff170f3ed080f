import type { CustomerField, CustomerFields, Problem } from "../../ipc/door";

/** Every field, in the order in which it is shown. */
export const fieldNames = [
  "name",
  "kana",
  "contact",
  "phone",
  "email",
  "address",
  "memo",
] as const satisfies CustomerField[];

const noFields: CustomerFields = {
  name: "",
  kana: "",
  contact: "",
  phone: "",
  email: "",
  address: "",
  memo: "",
};

/** The field that a problem is about. */
export function fieldOf(problem: Problem): CustomerField | null {
  switch (problem.code) {
    case "customer_name_missing":
      return "name";
    case "customer_phone_without_digits":
      return "phone";
    case "customer_mail_address":
      return "email";
    case "customer_field_too_long":
    case "customer_field_hidden":
      return problem.of;
    default:
      return null;
  }
}

/** What is being typed of a customer, and what it was opened with. */
export interface Draft {
  id: string | null;
  version: string | null;
  before: CustomerFields;
  fields: CustomerFields;
}

export const newDraft: Draft = { id: null, version: null, before: noFields, fields: noFields };

/** Where a draft is kept. */
export const draftKey = (id: string | null) => id ?? "new";
