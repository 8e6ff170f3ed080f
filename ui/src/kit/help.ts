import { createContext, useContext, useEffect } from "react";

/** What explains the window: the manual, the policies, the keys. */
export interface Help {
  /** Opens the manual at a page, or at that of where one is. */
  manual: (page?: string) => void;
  policies: () => void;
  shortcuts: () => void;
  /** Says where one is. */
  topic: (page: string) => void;
}

export const HelpContext = createContext<Help>({
  manual: () => {},
  policies: () => {},
  shortcuts: () => {},
  topic: () => {},
});

export const useHelp = () => useContext(HelpContext);

/** F1 opens this page of the manual while the component is there. */
export function useTopic(page: string) {
  const { topic } = useHelp();
  useEffect(() => topic(page), [topic, page]);
}
