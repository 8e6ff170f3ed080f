import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Late } from "./Told";

afterEach(() => vi.useRealTimers());

it("what takes a while is told after 0.3 s, in a place that was there before", () => {
  vi.useFakeTimers();
  render(<Late words="Asking …" />);
  const place = screen.getByRole("status");
  expect(place.textContent).toBe("");
  act(() => void vi.advanceTimersByTime(300));
  expect(place.textContent).toBe("Asking …");
});
