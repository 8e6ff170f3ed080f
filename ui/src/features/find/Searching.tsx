import { createContext, type ReactNode, use } from "react";
import { type SearchHandle, useSearch } from "./useSearch";

const SearchContext = createContext<SearchHandle | null>(null);

/** Keeps the search for what is inside. Only who uses it is drawn anew at a keystroke. */
export function Searching({ synced, children }: { synced: string | null; children: ReactNode }) {
  return <SearchContext value={useSearch(synced)}>{children}</SearchContext>;
}

export function useSearching(): SearchHandle {
  const search = use(SearchContext);
  if (!search) throw new Error("there is no search around it");
  return search;
}
