import { useSpeech, type Words } from "../../i18n";
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

/** Explains a problem to whoever is not signed in: there may be nothing yet to go on with, and the address may be wrong. */
export function useExplainHere(): (problem: Problem) => Words {
  const { say, explain } = useSpeech();
  return (problem) => (problem.code === "unreachable" ? say.signIn.unreachable : explain(problem));
}

/** The fields with nothing in them. */
export function missingFields(form: SignInForm): ReadonlySet<keyof SignInForm> {
  const names = ["server", "login", "password"] as const;
  return new Set(names.filter((name) => form[name].trim() === ""));
}
