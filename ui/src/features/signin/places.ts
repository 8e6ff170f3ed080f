import type { Problem, SignInForm } from "../../ipc/door";

/** Beside which field a problem stands; what no field can mend stands above them all. */
export function placeOf(problem: Problem): keyof SignInForm | "form" {
  switch (problem.code) {
    case "server_address":
    case "unreachable":
    case "not_the_server":
    case "certificate_refused":
    case "tls_failed":
      return "server";
    case "wrong_credentials":
    case "too_many_tries":
      return "password";
    case "second_factor_wanted":
    case "second_factor_wrong":
      return "code";
    default:
      return "form";
  }
}

/** The fields with nothing in them. */
export function missingFields(form: SignInForm): ReadonlySet<keyof SignInForm> {
  const names = ["server", "login", "password"] as const;
  return new Set(names.filter((name) => form[name].trim() === ""));
}
