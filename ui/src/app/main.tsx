// First, so that whatever comes later may refine it.
import "../kit/kit.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DoorProvider } from "../ipc/context";
import type { Door } from "../ipc/door";
import { App } from "./App";
import "./app.css";

/** In a browser, for whoever designs these pages, an invented desk answers. */
async function findDoor(): Promise<Door> {
  if (import.meta.env.DEV && !("__TAURI_INTERNALS__" in window)) {
    const { fakeDoor, fakeOffices } = await import("../ipc/fake");
    return fakeDoor(fakeOffices[location.search.slice(1)]);
  }
  return (await import("../ipc/tauri")).tauriDoor;
}

findDoor().then((door) => {
  const root = document.getElementById("root");
  if (!root) throw new Error("index.html has no root");
  createRoot(root).render(
    <StrictMode>
      <DoorProvider value={door}>
        <App />
      </DoorProvider>
    </StrictMode>,
  );
});
