import type { Door, DraftName, DraftView } from "../ipc/door";

/** How long typing has paused when what was typed is saved, in milliseconds. */
const pause = 500;

/** What was kept of a form, and when. */
export interface Kept<Form> {
  form: Form;
  savedAt: string;
}

export type Keeper<Form> = ReturnType<typeof keeperOf<Form>>;

/**
 * Keeps on disk what is typed into the form `name`, under the id that its request will have. Forms of another `version` are none of today, and are
 * dropped.
 */
export function keeperOf<Form>(door: Pick<Door, "saveDraft">, name: DraftName, version: number) {
  let id: string = crypto.randomUUID();
  /** Whose it is; `null` until that is known. */
  let login: string | null = null;
  /** What the desk has, and what it shall have. */
  let saved: string | null = null;
  let wanted: string | null = null;
  let step = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  /** Saves at once. What could not be saved is saved with what is typed next, so nobody is kept from typing it. */
  const save = () => {
    clearTimeout(timer);
    if (login === null || wanted === saved) return;
    saved = wanted;
    const form = { name, login, id, text: wanted };
    // Never two at a time: the later one counts.
    turn = turn.then(() => door.saveDraft(form));
  };
  return {
    id: () => id,
    isKeeping: () => wanted !== null,
    save,
    /** Goes on from what was kept before this window was opened; answers what it was. */
    open(draft: DraftView): Kept<Form> | null {
      const { kept } = draft;
      login = draft.login;
      saved = kept?.text ?? null;
      const form = saved === null ? null : read<Form>(saved, version);
      if (!kept || form === null) return null;
      id = kept.id;
      wanted = saved;
      return { form, savedAt: kept.saved_at };
    },
    /** What is typed by now, in the step `at`; `null`: nothing that would be lost. */
    keep(form: Form | null, at: string) {
      wanted = form === null ? null : JSON.stringify({ version, form });
      clearTimeout(timer);
      if (at !== step || form === null) save();
      else timer = setTimeout(save, pause);
      step = at;
    },
    /** It was asked for, so the desk has no draft of it any more. What is typed from now on is for another request. */
    sent() {
      clearTimeout(timer);
      id = crypto.randomUUID();
      saved = null;
      wanted = null;
    },
    drop() {
      wanted = null;
      save();
      id = crypto.randomUUID();
    },
  };
}

function read<Form>(text: string, version: number): Form | null {
  try {
    const written = JSON.parse(text);
    return written.version === version ? written.form : null;
  } catch {
    return null;
  }
}
