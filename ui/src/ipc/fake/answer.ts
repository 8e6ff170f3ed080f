import type { Answer, Problem } from "../door";

export function ok<T>(data: T): Answer<T> {
  return { status: "ok", data };
}

export function no(error: Problem): Answer<never> {
  return { status: "error", error };
}
